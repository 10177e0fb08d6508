import type { Address } from './address';

/** Of the two halves of 64 bits, which comes first in this machine's memory. */
const LOW_HALF = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 0 : 1;
const PREFIX_LENGTH = '0x'.length;
const HALF_DIGITS = 8;
const [NINE, BEFORE_A] = ['9'.charCodeAt(0), 'a'.charCodeAt(0) - 10];
const ZERO = '0'.charCodeAt(0);

/** Addresses as 64-bit numbers, one after the other; 0 for what has none. Made without a number of its own for each. */
export class AddressColumn {
  readonly values: BigUint64Array;
  private readonly halves: Uint32Array;

  constructor(count: number) {
    this.values = new BigUint64Array(count);
    this.halves = new Uint32Array(this.values.buffer);
  }

  static of(items: readonly { readonly address?: Address }[]): BigUint64Array {
    const column = new AddressColumn(items.length);
    for (let place = 0; place < items.length; place += 1) column.put(place, items[place]?.address);
    return column.values;
  }

  put(place: number, address: Address | undefined): void {
    if (address === undefined) return;
    const { length } = address;
    const middle = Math.max(PREFIX_LENGTH, length - HALF_DIGITS);
    this.halves[2 * place + LOW_HALF] = hexBetween(address, middle, length);
    if (middle > PREFIX_LENGTH) this.halves[2 * place + 1 - LOW_HALF] = hexBetween(address, PREFIX_LENGTH, middle);
  }
}

/** Of lower-case digits, eight at most. */
function hexBetween(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    value = (value << 4) | (code <= NINE ? code - ZERO : code - BEFORE_A);
  }
  return value;
}
