import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const UP = /is up on (http:\/\/[\d.]+:\d+)/;
const WAITS = /listens on (http:\/\/[\d.]+:\d+) and waits for Redis/;

/** One process of the built service, as an operator would start it. */
export class Bin2nlpProcess {
  private output = '';
  private readonly ended: Promise<number | NodeJS.Signals>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        resolve(code ?? signal ?? 0);
      });
    });
  }

  /**
   * @param variables on top of a quiet test environment
   * @param args as behind `node dist/main.js`
   * @param within the command that starts it, such as one that takes rights away
   * @param root where it is built: another version
   */
  static launch(
    variables: Readonly<Record<string, string>>,
    args: readonly string[] = [],
    within: readonly string[] = [],
    root = ROOT,
  ): Bin2nlpProcess {
    const main = join(root, 'dist/main.js');
    if (!existsSync(main))
      throw new Error('dist/main.js is missing: run `npm run build` (npm test does) before these tests.');
    const base = { PATH: process.env['PATH'] ?? '', BIN2NLP_ENVIRONMENT: 'testing', BIN2NLP_LOGGING__LEVEL: 'info' };
    const [program = '', ...rest] = [...within, process.execPath, main, ...args];
    const child = spawn(program, rest, {
      cwd: root,
      env: { ...base, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Bin2nlpProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** All that it has printed. */
  get printed(): string {
    return this.output;
  }

  /** Resolves to its address once it says that it is up. @throws Error when it ends first. */
  url(): Promise<string> {
    return this.addressIn(UP);
  }

  /** Resolves to its address once it says that it waits for Redis. @throws Error when it ends first. */
  waitingUrl(): Promise<string> {
    return this.addressIn(WAITS);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves to its exit status, or to the signal that ended it. */
  status(): Promise<number | NodeJS.Signals> {
    return this.ended;
  }

  /** For afterEach: gone when it resolves, whatever state it was in. */
  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    const killing = setTimeout(() => this.child.kill('SIGKILL'), 90_000);
    await this.ended;
    clearTimeout(killing);
  }

  private async addressIn(line: RegExp): Promise<string> {
    for (;;) {
      const match = line.exec(this.output);
      if (match?.[1] !== undefined) return match[1];
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`It ended:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
