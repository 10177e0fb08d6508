import type { Kept } from '#domain/document/kept';
import { MB } from '#domain/shared/quantities';
import type { Deadline } from '#infrastructure/clock/deadline';
import type { JsonRecord } from './decode';
import { record } from './decode';
import { readJsonArray } from './json-array';
import { Radare2Answer } from './radare2.errors';
import type { Radare2Command } from './radare2-command';
import type { Radare2Session } from './radare2-session';

/** What one answer may weigh; the symbols of a 100 MB program take 70 MB. */
const MAX_ANSWER_BYTES = 256 * MB;

/** Asks a session and narrows what it answers, within one deadline. */
export class Radare2Answers {
  /** Bytes. */
  private largest = 0;

  constructor(
    private readonly session: Radare2Session,
    readonly deadline: Deadline,
  ) {}

  /** Bytes of the longest answer so far. */
  get largestAnswer(): number {
    return this.largest;
  }

  /** Milliseconds that no command may take, however far the deadline is; `Infinity` where nothing limits them. */
  get commandMs(): number {
    return this.session.commandMs;
  }

  within(deadline: Deadline): Radare2Answers {
    return new Radare2Answers(this.session, deadline);
  }

  /** Runs it for its effect. */
  async perform(command: Radare2Command): Promise<void> {
    await this.bytes(command);
  }

  async text(command: Radare2Command): Promise<string> {
    return (await this.bytes(command)).toString('utf8').trim();
  }

  /** @throws Radare2Answer when the answer is no whole number in decimal digits. */
  async count(command: Radare2Command): Promise<number> {
    const text = await this.text(command);
    if (!/^\d{1,15}$/.test(text)) throw new Radare2Answer(command, 'a number');
    return Number(text);
  }

  /** @throws Radare2Answer when the answer is no JSON object. */
  async object(command: Radare2Command): Promise<JsonRecord> {
    const text = await this.text(command);
    const value = record(parse(text));
    if (value === undefined) throw new Radare2Answer(command, 'an object');
    return value;
  }

  /** Elements that `decode` does not know are left out. @throws Radare2Answer when the answer is no JSON array. */
  async list<Item>(
    command: Radare2Command,
    decode: (value: unknown) => Item | undefined,
    cap = Infinity,
  ): Promise<Kept<Item>> {
    return this.listOf(command, await this.bytes(command), decode, cap);
  }

  /** Of an answer that is here already, so that radare2 can answer the next command meanwhile. */
  async listOf<Item>(
    command: Radare2Command,
    answer: Buffer,
    decode: (value: unknown) => Item | undefined,
    cap = Infinity,
  ): Promise<Kept<Item>> {
    const slices = readJsonArray(answer);
    if (slices === undefined) throw new Radare2Answer(command, 'a list');
    const items: Item[] = [];
    let total = 0;
    for await (const slice of slices) {
      for (const element of slice) {
        const item = decode(element);
        if (item === undefined) continue;
        total++;
        if (items.length < cap) items.push(item);
      }
    }
    return { items, total };
  }

  async bytes(command: Radare2Command): Promise<Buffer> {
    const limits = { deadlineMs: this.deadline.remainingMs, maxBytes: MAX_ANSWER_BYTES };
    const answer = await this.session.run(command, limits);
    this.largest = Math.max(this.largest, answer.length);
    return answer;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
