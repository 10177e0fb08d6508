import type { ArmMode } from '#domain/functions/start-table';
import type { Address } from '#domain/shared/address';

declare const commandBrand: unique symbol;

/** One line for radare2: made by the templates of this file only, from checked addresses and integers. */
export type Radare2Command = string & { readonly [commandBrand]: true };

/** The leading quote keeps radare2 from reading `; | > @` and the like in what follows. */
const literal = (text: string): Radare2Command => `'${text}` as Radare2Command;
const composed = (text: string): Radare2Command => text as Radare2Command;

export const VERSION = literal('?Vj');
export const INFO = literal('iIj');
export const IMPORTS = literal('iij');
export const FUNCTIONS = literal('aflj');
export const FUNCTION_COUNT = literal('aflc');
/** Address, basic blocks, size and name as text: a hundred times as fast as JSON. */
export const FUNCTION_TABLE = literal('afl');
export const FUNCTION_ADDRESSES = literal('aflq');
/** Cross-references as lines of text, 35 bytes each: a tenth of the time and a quarter of the size of JSON. */
export const REFERENCES = literal('axq');
export const REFERENCE_COUNT = literal('axlc');
/** Where the loader puts the addresses of imports: a line of address and name for each. */
export const NAMED_RELOCATIONS = literal('irq');
/** Reads the tables of a file that was opened without. */
export const LOAD_TABLES = literal('obf');
export const MAKE_SIGNATURES = literal('zg');
export const SIGNATURES = literal('zj');

/** What a sandbox must deny; radare2's own sandbox is not on when these are tried. */
export const READ_OUTSIDE = literal('cat /etc/passwd');
export const SPAWN = composed('!!echo spawned');

/** Steps of a recipe; what they print is of no use. */
export const ANALYSES = ['aa', 'aac', 'aap', 'aaef', 'aaa'] as const;
export type Analysis = (typeof ANALYSES)[number];

export function analysis(name: Analysis): Radare2Command {
  return literal(name);
}

/** Seconds that the next analysis may take; it keeps what it has when they are over. */
export function analysisTimeout(seconds: number): Radare2Command {
  return literal(`e anal.timeout=${whole(seconds)}`);
}

export function variables(on: boolean): Radare2Command {
  return literal(`e anal.vars=${on}`);
}

/** Whether a function that begins with instructions that do nothing is taken to begin behind them. */
export function skipIdleInstructions(on: boolean): Radare2Command {
  return literal(`e anal.nopskip=${on}`);
}

/** radare2 reads lines of 4095 bytes at most; 64 of these take 1856, or 2368 where each has a mode of 32 bits. */
export const MAX_SEEDS_PER_COMMAND = 64;

/** Where a function begins. */
export interface Seed {
  readonly address: Address;
  /** Of 32-bit ARM code, where it is known. */
  readonly mode?: ArmMode;
}

const MODE_BITS = { arm: 32, thumb: 16 } as const;

/** Analyses one function at each address, in this order. @throws RangeError for more than `MAX_SEEDS_PER_COMMAND`. */
export function analyseFunctionsAt(seeds: readonly Seed[]): Radare2Command {
  if (seeds.length > MAX_SEEDS_PER_COMMAND) throw new RangeError(`${seeds.length} addresses in one command`);
  return composed(seeds.map(analyseAt).join(';'));
}

function analyseAt({ address, mode }: Seed): string {
  const place = exact(address);
  return mode === undefined ? `af @ ${place}` : `ahb ${MODE_BITS[mode]} @ ${place};af @ ${place}`;
}

export function pseudoCode(of: Address): Radare2Command {
  return composed(`pdc @ ${exact(of)}`);
}

/** For each address a line with it alone, then one line for each basic block of its function. @throws as `analyseFunctionsAt`. */
export function basicBlocksOf(addresses: readonly Address[]): Radare2Command {
  if (addresses.length > MAX_SEEDS_PER_COMMAND) throw new RangeError(`${addresses.length} addresses in one command`);
  return composed(addresses.map((each) => `?v ${exact(each)};afb @ ${exact(each)}`).join(';'));
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`Not a whole number: ${value}`);
  return value;
}

/** The brand is a promise of the compiler only; a command line is worth checking it. */
function exact(value: Address): Address {
  if (!/^0x[0-9a-f]{1,16}$/.test(value)) throw new RangeError('Not an address');
  return value;
}
