import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { ThreadReport, ThreadTask, ThreadView } from './messages';

const RUN_TYPESCRIPT = join(__dirname, '../../support/run-typescript.cjs');
const LARGEST_INPUT = 1 << 20;
/** For one input: those that end take milliseconds. */
const HANGS_AFTER_MS = 60_000;
const LOOK_MS = 1000;
const HEAP_MB = 1024;

/** A thread that fuzzes; another one follows it when an input ends it or makes it hang, which is a finding. */
export class ParserThread {
  private thread: Worker | undefined;
  private readonly view: ThreadView = {
    input: new SharedArrayBuffer(LARGEST_INPUT),
    state: new SharedArrayBuffer(8),
  };

  async fuzz(task: ThreadTask): Promise<ThreadReport> {
    const thread = (this.thread ??= this.start());
    const before = this.inputs;
    const done = new AbortController();
    const report = await new Promise<ThreadReport | string>((resolve) => {
      thread.once('message', resolve);
      thread.once('error', (error) => {
        resolve(`the thread died: ${error.stack ?? error.message}`);
      });
      this.tellOfHang(done.signal, () => {
        resolve(`it hung for ${HANGS_AFTER_MS} ms`);
      });
      thread.postMessage(task);
    });
    done.abort();
    for (const event of ['message', 'error']) thread.removeAllListeners(event);
    if (typeof report !== 'string') return report;
    await this.end();
    const findings = [{ bytes: this.input, fault: report }];
    const worst = { share: 0, steps: 0, size: 0 };
    return { name: task.name, runs: this.inputs - before, ways: 0, kept: 0, worst, findings };
  }

  async end(): Promise<void> {
    await this.thread?.terminate();
    this.thread = undefined;
  }

  private get inputs(): number {
    return Atomics.load(new Int32Array(this.view.state), 0);
  }

  private get input(): Uint8Array {
    return new Uint8Array(this.view.input).slice(0, Atomics.load(new Int32Array(this.view.state), 1));
  }

  private start(): Worker {
    return new Worker(join(__dirname, 'parser-thread.ts'), {
      workerData: this.view,
      execArgv: ['--require', RUN_TYPESCRIPT],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
  }

  private tellOfHang(done: AbortSignal, tell: () => void): void {
    let last = { input: this.inputs, at: Date.now() };
    const looking = setInterval(() => {
      if (this.inputs !== last.input) last = { input: this.inputs, at: Date.now() };
      else if (Date.now() - last.at > HANGS_AFTER_MS) tell();
    }, LOOK_MS);
    done.addEventListener('abort', () => {
      clearInterval(looking);
    });
  }
}
