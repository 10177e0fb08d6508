import type { ExecutableFormat } from '#domain/shared/executable-header';
import { damage } from './damage';
import type { Seed } from './executable-seeds';
import { executableSeeds, FORMATS } from './executable-seeds';
import type { NumberField } from './number-fields';
import { numberFieldsOf } from './number-fields';

export interface Mutant {
  readonly of: string;
  readonly content: Uint8Array;
}

/** As far apart that no two runs of some ten thousand share mutants. */
const SEED_STEP = 1_000_003;

/** The same for a seed and a number, on the same machine; of all three formats in turn. */
export class Mutants {
  private readonly fields = new Map<Seed, Promise<readonly NumberField[]>>();

  private constructor(
    private readonly seeds: ReadonlyMap<ExecutableFormat, readonly Seed[]>,
    private readonly seed: number,
  ) {}

  static async by(seed: number): Promise<Mutants> {
    return new Mutants(await executableSeeds(), seed);
  }

  get counts(): string {
    return [...this.seeds].map(([format, { length }]) => `${format} ${length}`).join(', ');
  }

  async get(number: number): Promise<Mutant> {
    const all = this.seeds.get(FORMATS[number % FORMATS.length]!)!;
    const seed = all[Math.floor(number / FORMATS.length) % all.length]!;
    const known = this.fields.get(seed) ?? numberFieldsOf(seed.content);
    this.fields.set(seed, known);
    return { of: seed.name, content: damage(seed.content, await known, this.seed * SEED_STEP + number) };
  }
}
