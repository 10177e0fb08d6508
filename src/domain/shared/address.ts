declare const addressBrand: unique symbol;

/**
 * A virtual address as `"0x…"`: lower-case, no leading zeros, 64 bits at most. Never a number: those lose bits.
 *
 * @pattern ^0x(0|[1-9a-f][0-9a-f]{0,15})$
 */
export type Address = string & { readonly [addressBrand]: true };

const MAX_ADDRESS = 0xffff_ffff_ffff_ffffn;
/** Of what is counted from there, and is no longer than a file, every number is exact. */
const LARGEST_START = BigInt(2 ** 52);

/** @throws RangeError outside 0 … 2^64-1. */
export function address(value: bigint | number): Address {
  const exact = BigInt(value);
  if (exact < 0n || exact > MAX_ADDRESS) throw new RangeError(`Not a 64-bit address: ${exact.toString()}`);
  return `0x${exact.toString(16)}` as Address;
}

/** Makes addresses of whole distances from the first, where there are many: a number suffices for most. @throws as `address` does. */
export function addressesFrom(first: bigint): (distance: number) => Address {
  const start = Number(first);
  if (first > LARGEST_START) return (distance) => address(first + BigInt(distance));
  return (distance) => {
    const value = start + distance;
    return value >= 0 && value <= Number.MAX_SAFE_INTEGER
      ? (`0x${value.toString(16)}` as Address)
      : address(first + BigInt(distance));
  };
}

/** Reads `"0x…"`, or `undefined` when the text is anything else. */
export function parseAddress(text: string): Address | undefined {
  return /^0x[0-9a-f]{1,16}$/i.test(text) ? address(BigInt(text)) : undefined;
}
