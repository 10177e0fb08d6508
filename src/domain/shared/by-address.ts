import type { Address } from './address';

/** Shorter is lower: addresses have no leading zeros. */
export function byAddress(a: Address, b: Address): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
