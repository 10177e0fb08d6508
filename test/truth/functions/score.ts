import type { SymbolTruth } from './symbol-truth';

export interface Score {
  /** Functions that there are, and that are listed. */
  readonly truth: number;
  readonly listed: number;
  readonly recall: number;
  readonly precision: number;
  readonly missed: readonly bigint[];
  readonly wrong: readonly bigint[];
}

/** How well a list of functions agrees with the symbols. An empty list is precise, an empty truth is found. */
export function score(listed: ReadonlySet<bigint>, { functions, isNeutral }: SymbolTruth): Score {
  const wrong = [...listed].filter((address) => !functions.has(address) && !isNeutral(address));
  const missed = [...functions].filter((address) => !listed.has(address));
  const right = functions.size - missed.length;
  return {
    truth: functions.size,
    listed: right + wrong.length,
    recall: share(right, functions.size),
    precision: share(right, right + wrong.length),
    missed,
    wrong,
  };
}

/** The share of `wanted` that is in `listed`. */
export function shareOf(wanted: ReadonlySet<bigint>, listed: ReadonlySet<bigint>): number {
  return share([...wanted].filter((address) => listed.has(address)).length, wanted.size);
}

/** The other list without what the symbols show to be wrong: what begins within a function, or where they have none. */
export function withoutWrong(
  listed: ReadonlySet<bigint>,
  { functions, isNeutral, sizes }: SymbolTruth,
  isComplete: boolean,
): ReadonlySet<bigint> {
  if (isComplete) return new Set([...listed].filter((address) => functions.has(address) || isNeutral(address)));
  const inside = [...sizes].sort(([one], [other]) => (one < other ? -1 : 1));
  return new Set([...listed].filter((address) => functions.has(address) || !isWithin(inside, address)));
}

function isWithin(sorted: readonly (readonly [bigint, bigint])[], address: bigint): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.[0] ?? 0n) <= address) low = middle + 1;
    else high = middle;
  }
  const [start, size] = sorted[low - 1] ?? [0n, 0n];
  return address > start && address < start + size;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
