import { mutate } from '#test/magic/mutations';
import { seededRandom } from '#test/support/seeded-random';
import { damage } from '../analysis/damage';
import type { NumberField } from '../analysis/number-fields';
import type { Parser } from './parsers';
import { isRefusal } from './parsers';
import type { StepCounter } from './step-counter';

/** An input that went a way that none went before, or took more steps for its size. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly fields: readonly NumberField[];
}

export interface Finding {
  readonly bytes: Uint8Array;
  readonly fault: string;
}

/** How much longer than the most steps so far an input must take to be kept for it. */
const MORE = 1.02;
const FROM_LATEST = 0.3;
const LATEST = 16;
/** Of the mutants: made of two, and changed in one byte or two. */
const SPLICED = 0.15;
const TOUCHED = 0.35;

/** Mutates what went new ways, and what took the most steps; the same inputs for the same seed and code. */
export class GuidedFuzzer {
  runs = 0;
  /** Steps of all allowed ones, at most. */
  worst = { share: 0, steps: 0, size: 0 };
  readonly findings: Finding[] = [];
  private readonly seen = new Set<string>();
  private readonly corpus: Kept[] = [];
  private readonly next: () => number;

  constructor(
    private readonly parser: Parser,
    private readonly counter: StepCounter,
    private readonly seed: number,
    /** Told of each input before it is read. */
    private readonly onInput: (bytes: Uint8Array) => void,
  ) {
    this.next = seededRandom(seed);
  }

  get ways(): number {
    return this.seen.size;
  }

  get kept(): number {
    return this.corpus.length;
  }

  /** What is made once and kept counts for no input: each seed is read before it is counted. */
  async begin(seeds: readonly Kept[]): Promise<void> {
    for (const { bytes } of seeds) await this.read(bytes);
    for (const seed of seeds) await this.run(seed);
  }

  /** One more input. */
  async step(): Promise<void> {
    const from = this.pick();
    const seed = this.seed + this.runs;
    const bytes = this.mutant(from, seed);
    await this.run({ bytes: bytes.slice(0, this.parser.largest), fields: from.fields });
  }

  private mutant({ bytes, fields }: Kept, seed: number): Uint8Array {
    const kind = this.next();
    if (kind < SPLICED) return this.splice(bytes, this.pick().bytes);
    if (kind < SPLICED + TOUCHED) return this.touch(bytes);
    return fields.length > 0 ? damage(bytes, fields, seed) : mutate(bytes, seed);
  }

  private pick(): Kept {
    const { length } = this.corpus;
    const first = this.next() < FROM_LATEST ? Math.max(0, length - LATEST) : 0;
    return this.corpus[first + Math.floor(this.next() * (length - first))]!;
  }

  private splice(one: Uint8Array, other: Uint8Array): Uint8Array {
    const [cut, from] = [Math.floor(this.next() * one.length), Math.floor(this.next() * other.length)];
    return Buffer.concat([one.subarray(0, cut), other.subarray(from)]);
  }

  private touch(original: Uint8Array): Uint8Array {
    const bytes = Uint8Array.from(original);
    for (let left = 1 + Math.floor(this.next() * 2); left > 0; left -= 1)
      bytes[Math.floor(this.next() * bytes.length)] = Math.floor(this.next() * 256);
    return bytes;
  }

  /** Resolves to what it threw that is no refusal. */
  private async read(bytes: Uint8Array): Promise<string | undefined> {
    try {
      await this.parser.read(bytes);
      return undefined;
    } catch (error) {
      if (isRefusal(error)) return undefined;
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  }

  private async run(input: Kept): Promise<void> {
    this.runs += 1;
    this.onInput(input.bytes);
    const { total, ways } = await this.counter.count(async () => {
      const fault = await this.read(input.bytes);
      if (fault !== undefined) this.find(input.bytes, fault);
    });
    const { bound } = this.parser;
    const allowed = bound.steps + bound.perByte * input.bytes.length;
    if (total > allowed)
      this.find(input.bytes, `${total} steps for ${input.bytes.length} bytes: ${allowed} are allowed`);
    const isWorse = total / allowed > this.worst.share * MORE;
    if (total / allowed > this.worst.share)
      this.worst = { share: total / allowed, steps: total, size: input.bytes.length };
    const fresh = ways.filter((way) => !this.seen.has(way));
    if (fresh.length === 0 && !isWorse && this.corpus.length > 0) return;
    for (const way of fresh) this.seen.add(way);
    this.corpus.push(input);
  }

  private find(bytes: Uint8Array, fault: string): void {
    // One finding of a kind is enough.
    const kind = kindOf(fault);
    if (!this.findings.some((other) => kindOf(other.fault) === kind)) this.findings.push({ bytes, fault });
  }
}

/** Steps are one kind; an error is one by where it came from. */
function kindOf(fault: string): string {
  return /^\d+ steps/.test(fault) ? 'steps' : fault.split('\n').slice(0, 2).join();
}
