import type { FunctionInfo } from '#domain/document/functions';
import { isMadeUpName } from '#domain/shared/made-up-name';

/** Bits of an identity that are kept: of all functions of a million results, next to none are equal by chance. */
const KEPT_DIGITS = 12;
/** Characters of a name that is kept. */
const LONGEST_NAME = 128;

/** What the functions of a result are known again by, ordered by `keys`. Plain data. */
export interface KnownFunctions {
  /** The first 48 bits of `identity.exact`, ascending; where several functions have the same code, once. */
  readonly keys: Float64Array;
  /** Places in the document's list: of several with the same code, the first. */
  readonly places: Uint32Array;
  /** Names of the file's own; empty where it gives none. */
  readonly names: readonly string[];
}

export function knownFunctions(functions: readonly FunctionInfo[]): KnownFunctions {
  const found = new Map<number, number>();
  for (const [place, { identity }] of functions.entries()) {
    if (identity === undefined) continue;
    const key = keyOf(identity.exact);
    if (!found.has(key)) found.set(key, place);
  }
  const keys = Float64Array.from(found.keys()).sort();
  const places = Uint32Array.from(keys, (key) => found.get(key) ?? 0);
  const names = Array.from(places, (place) => ownName(functions[place]?.name ?? ''));
  return { keys, places, names };
}

/** The place of the function with this identity, of several with the same code the first. @param exact as `identity.exact` */
export function placeKnown({ keys, places }: KnownFunctions, exact: string): number | undefined {
  const key = keyOf(exact);
  let [from, to] = [0, keys.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((keys[middle] ?? 0) < key) from = middle + 1;
    else to = middle;
  }
  return keys[from] === key ? places[from] : undefined;
}

/** Pairs of positions, in one and in the other, of what both have. */
export function sharedFunctions(one: KnownFunctions, other: KnownFunctions): readonly (readonly [number, number])[] {
  const shared: [number, number][] = [];
  for (let mine = 0, theirs = 0; mine < one.keys.length && theirs < other.keys.length;) {
    const difference = (one.keys[mine] ?? 0) - (other.keys[theirs] ?? 0);
    if (difference === 0) shared.push([mine, theirs]);
    if (difference <= 0) mine += 1;
    if (difference >= 0) theirs += 1;
  }
  return shared;
}

function keyOf(exact: string): number {
  return Number.parseInt(exact.slice(0, KEPT_DIGITS), 16);
}

function ownName(name: string): string {
  return isMadeUpName(name) ? '' : name.slice(0, LONGEST_NAME);
}
