import type { Bits } from '#domain/shared/executable-header';

/** Consecutive bytes of memory as they are in the file. */
export interface ImageRegion {
  /** Bytes behind the beginning of the code; below 0 in front of it. */
  readonly place: number;
  readonly bytes: Uint8Array;
}

/** Memory that is no code, as far as the file fills it; numbers are little-endian. */
export class ImageMemory {
  /** By place. */
  readonly regions: readonly ImageRegion[];
  private last: ImageRegion | undefined;

  constructor(regions: readonly ImageRegion[]) {
    this.regions = regions.toSorted((a, b) => a.place - b.place);
  }

  /** Where it is: beginnings and ends, ascending, apart from one another. */
  filled(): Int32Array {
    const pairs: number[] = [];
    for (const { place, bytes } of this.regions) {
      const last = pairs.length - 1;
      const end = place + bytes.length;
      if (last > 0 && place <= (pairs[last] ?? 0)) pairs[last] = Math.max(pairs[last] ?? 0, end);
      else pairs.push(place, end);
    }
    return Int32Array.from(pairs);
  }

  holds(place: number): boolean {
    return this.regionOf(place) !== undefined;
  }

  /** Of 1, 2, 4 or 8 bytes; `undefined` where memory has no such number. Of 8 bytes, as far as 53 bits carry it. */
  read(place: number, size: 1 | 2 | 4 | 8, isSigned: boolean): number | undefined {
    const region = this.regionOf(place);
    if (region === undefined) return undefined;
    const { bytes } = region;
    const at = place - region.place;
    if (at + size > bytes.length) return undefined;
    return littleEndian(bytes, at, size, isSigned);
  }

  regionOf(place: number): ImageRegion | undefined {
    if (covers(this.last, place)) return this.last;
    let low = 0;
    let high = this.regions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.regions[middle]?.place ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const region = this.regions[low - 1];
    if (!covers(region, place)) return undefined;
    this.last = region;
    return region;
  }
}

/** What of a program is code, in one piece from its first byte to its last, and the rest of its memory. */
export interface CodeImage {
  /** Of the first byte. All other places count from it. */
  readonly address: bigint;
  readonly bits: Bits;
  readonly bytes: Uint8Array;
  /** Where between the first byte and the last there is code: beginning and end of each range, ascending. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Where the linker has put stubs of imports: no other functions are there. */
  readonly stubs: readonly (readonly [number, number])[];
  /** The code included. */
  readonly memory: ImageMemory;
}

function covers(region: ImageRegion | undefined, place: number): region is ImageRegion {
  return region !== undefined && place >= region.place && place < region.place + region.bytes.length;
}

function littleEndian(bytes: Uint8Array, at: number, size: number, isSigned: boolean): number {
  const low = unsigned(bytes, at, Math.min(size, 4));
  if (size === 8) {
    const high = unsigned(bytes, at + 4, 4);
    return (isSigned ? high | 0 : high) * 2 ** 32 + low;
  }
  if (!isSigned) return low;
  const unused = 32 - size * 8;
  return (low << unused) >> unused;
}

function unsigned(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = size - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}
