import type { ConfinedProcess, ProcessEnd } from '#infrastructure/sandbox/confined-process';
import type { DescriptorChannel } from './descriptor-channel';
import { HelperFailure, HelperTimeout } from './libmagic.errors';
import type { HelperAnswer, HelperGreeting } from './helper/protocol';

const NEW_LINE = 0x0a;
const LONGEST_LINE = 1024 * 1024;

/** One process that has libmagic loaded and looks at one file at a time. */
export class LibmagicHelper {
  /** Settles once it is gone. */
  readonly ended: Promise<ProcessEnd>;
  private expecting: ((line: string) => void) | undefined;
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
   * One at a time. @throws HelperTimeout after `timeoutMs`: it is killed; HelperFailure when it dies over the file; `undefined`
   * when it was gone before it got the file.
   */
  async ask(descriptor: number, timeoutMs: number): Promise<HelperAnswer | undefined> {
    const answer = this.line(timeoutMs);
    if (!this.isAlive || !this.channel.send(descriptor)) {
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

  private async line(timeoutMs: number): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const said = new Promise<string>((resolve) => {
        this.expecting = resolve;
      });
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, timeoutMs, 'late');
      });
      const first = await Promise.race([said.then((line) => ({ line })), this.ended, late]);
      if (first === 'late') {
        await this.stop();
        throw new HelperTimeout(timeoutMs);
      }
      if ('line' in first) return first.line;
      throw new HelperFailure(accountOf(first));
    } finally {
      clearTimeout(timer);
      this.expecting = undefined;
    }
  }
}

function accountOf({ code, signal, stderr, fault }: ProcessEnd): string {
  const how = signal === undefined ? `ended with status ${code ?? 'unknown'}` : `was ended by ${signal}`;
  const why = fault?.message ?? stderr.split('\n').at(-1) ?? '';
  return `the helper process ${how}${why === '' ? '' : ` (${why})`}`;
}
