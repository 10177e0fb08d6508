import type { SortOrder } from '#domain/results/section-query';

/** One key for each item. */
export type SortKeys = readonly string[] | BigUint64Array | Float64Array;

/** All items of a section in one order. */
export interface SectionOrder {
  /** The item at each place. */
  readonly order: Uint32Array;
  /** The place of each item. */
  readonly ranks: Uint32Array;
}

/** Items with equal keys stand as they do in the section, in both directions. */
export function orderBy(keys: SortKeys, direction: SortOrder): SectionOrder {
  const order = (keys instanceof Float64Array ? byWholeNumbers(keys, direction) : undefined) ?? byKeys(keys, direction);
  const ranks = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place += 1) ranks[order[place] ?? 0] = place;
  return { order, ranks };
}

/**
 * Key and place in one number, which the machine sorts by itself, many times faster than by comparisons of ours.
 * `undefined` when they do not fit into one, or a key is not whole.
 */
function byWholeNumbers(keys: Float64Array, direction: SortOrder): Uint32Array | undefined {
  const count = keys.length;
  let [least, most] = [Infinity, -Infinity];
  for (const key of keys) {
    if (!Number.isSafeInteger(key)) return undefined;
    if (key < least) least = key;
    if (key > most) most = key;
  }
  if ((most - least + 1) * count > Number.MAX_SAFE_INTEGER) return undefined;
  const packed = keys.map((key, at) => (direction === 'asc' ? key - least : most - key) * count + at).sort();
  return Uint32Array.from(packed, (value) => value % count);
}

function byKeys(keys: SortKeys, direction: SortOrder): Uint32Array {
  const sign = direction === 'asc' ? 1 : -1;
  const order = Uint32Array.from({ length: keys.length }, (_, at) => at);
  // Most sections are in the order of their addresses already.
  if (direction === 'asc' && isRising(keys)) return order;
  return order.sort((one, other) => {
    const [a, b] = [keys[one] ?? 0, keys[other] ?? 0];
    return a < b ? -sign : a > b ? sign : one - other;
  });
}

function isRising(keys: SortKeys): boolean {
  for (let at = 1; at < keys.length; at += 1) if ((keys[at - 1] ?? 0) > (keys[at] ?? 0)) return false;
  return true;
}
