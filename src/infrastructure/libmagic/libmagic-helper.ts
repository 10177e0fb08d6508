import { MB } from '#domain/shared/quantities';
import type { ConfinedProcess, ProcessEnd } from '#infrastructure/sandbox/confined-process';
import type { DescriptorChannel } from './descriptor-channel';
import type { Asked, HelperAnswer, HelperGreeting } from './helper/protocol';
import { HelperFailure, HelperTimeout } from './libmagic.errors';

const NEW_LINE = 0x0a;
const LONGEST_LINE = MB;

/** One process that has libmagic loaded and looks at one file at a time. */
export class LibmagicHelper {
  /** Settles once it is gone. */
  readonly ended: Promise<ProcessEnd>;
  /** Of the one who waits for it to say something, or to end. */
  private expecting: ((said: string | ProcessEnd) => void) | undefined;
  private gone: ProcessEnd | undefined;
  private answered = 0;
  private readonly heard: Buffer[] = [];
  private heardBytes = 0;

  private constructor(
    private readonly process: ConfinedProcess,
    private readonly channel: DescriptorChannel,
  ) {
    process.stdout.on('data', (chunk: Buffer) => {
      this.hear(chunk);
    });
    this.ended = process.ended.then((end) => {
      this.gone = end;
      channel.close();
      this.expecting?.(end);
      return end;
    });
  }

  /** Ready to be asked. @throws HelperTimeout, HelperFailure; the process is gone then. */
  static async greet(
    process: ConfinedProcess,
    channel: DescriptorChannel,
    timeoutMs: number,
  ): Promise<{ helper: LibmagicHelper; greeting: Exclude<HelperGreeting, { fault: string }> }> {
    const helper = new LibmagicHelper(process, channel);
    const greeting = JSON.parse(await helper.line(timeoutMs)) as HelperGreeting;
    if (!('fault' in greeting)) return { helper, greeting };
    await helper.stop();
    throw new HelperFailure(greeting.fault);
  }

  get isAlive(): boolean {
    return this.gone === undefined;
  }

  /** How many files it has looked at. */
  get calls(): number {
    return this.answered;
  }

  /**
   * One at a time; the descriptor has been sent when this returns, and can be closed. @throws HelperTimeout after `timeoutMs`: it is
   * killed; HelperFailure when it dies over the file; `undefined` when it was gone before it got the file.
   */
  async ask(descriptor: number, asked: Asked, timeoutMs: number): Promise<HelperAnswer | undefined> {
    const answer = this.line(timeoutMs);
    if (!this.isAlive || !this.channel.send(descriptor, asked)) {
      answer.catch(() => undefined);
      await this.stop();
      return undefined;
    }
    const parsed = JSON.parse(await answer) as HelperAnswer;
    this.answered += 1;
    return parsed;
  }

  /** Idempotent; gone when it resolves. */
  async stop(): Promise<void> {
    this.process.kill();
    await this.ended;
  }

  private hear(chunk: Buffer): void {
    this.heard.push(chunk);
    this.heardBytes += chunk.length;
    if (chunk.at(-1) === NEW_LINE) {
      const line = Buffer.concat(this.heard.splice(0)).toString('utf8');
      this.heardBytes = 0;
      this.expecting?.(line);
    } else if (this.heardBytes > LONGEST_LINE) {
      this.process.kill(); // a file has taken it over
    }
  }

  /** The next one that it says. */
  private line(timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.expecting = undefined;
        void this.stop().then(() => {
          reject(new HelperTimeout(timeoutMs));
        });
      }, timeoutMs);
      const settle = (said: string | ProcessEnd): void => {
        clearTimeout(timer);
        this.expecting = undefined;
        if (typeof said === 'string') resolve(said);
        else reject(new HelperFailure(accountOf(said)));
      };
      this.expecting = settle;
      if (this.gone !== undefined) settle(this.gone);
    });
  }
}

function accountOf({ code, signal, stderr, fault }: ProcessEnd): string {
  const how = signal === undefined ? `ended with status ${code ?? 'unknown'}` : `was ended by ${signal}`;
  const lines = stderr.split('\n');
  // Node.js says its version last, and before that what has happened.
  const why = fault?.message ?? lines.find((line) => /^\w*Error: /.test(line)) ?? lines.at(-1) ?? '';
  return `the helper process ${how}${why === '' ? '' : ` (${why})`}`;
}
