import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { AnalyserOrder, Outcome } from './messages';

const RUN_TYPESCRIPT = join(__dirname, '../../support/run-typescript.cjs');
/** Megabytes: as an analysis thread of a worker has by default. */
const HEAP_MB = 1024;
/** Beyond the time of both engines: then it hangs, or its processes are not ended. */
const HANGS_AFTER_MS = 60_000;
const LAST_WORDS = 2000;

/** Analyses in a process of its own, which another one follows when it dies or hangs. */
export class AnalyserProcess {
  deaths = 0;
  private child: ChildProcess | undefined;
  private said = '';

  constructor(private readonly order: AnalyserOrder) {}

  async analyse(number: number): Promise<Outcome> {
    const child = (this.child ??= await this.start());
    const limit = 2 * this.order.timeoutSeconds * 1000 + HANGS_AFTER_MS;
    const over = new AbortController();
    const started = performance.now();
    child.send(number);
    const end = await Promise.race([
      once(child, 'message', over).then(([outcome]) => outcome as Outcome),
      once(child, 'exit', over).then(([code, signal]) => `died with ${String(code ?? signal)}`),
      delay(limit, `hung for ${limit} ms`, over),
    ]);
    over.abort();
    if (typeof end !== 'string') return end;
    this.deaths += 1;
    child.kill('SIGKILL');
    this.child = undefined;
    const milliseconds = Math.round(performance.now() - started);
    return { number, of: '', end, milliseconds, faults: [`the process ${end}: ${this.said.slice(-LAST_WORDS)}`] };
  }

  async end(): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'analyser.ts'), [JSON.stringify(this.order)], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`, '--require', RUN_TYPESCRIPT],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.said = (this.said + text).slice(-LAST_WORDS);
      });
    const isReady = await Promise.race([
      once(child, 'message').then(() => true),
      once(child, 'exit').then(() => false),
    ]);
    if (!isReady) throw new Error(`The analyser does not start: ${this.said}`);
    return child;
  }
}
