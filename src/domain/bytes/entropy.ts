import { KB } from '#domain/shared/quantities';
import type { ByteSource } from './byte-source';
import { slicesOf } from './byte-source';

/** Bytes counted in one go: well below a millisecond. */
export const SLICE = 256 * KB;

/** How often each byte occurs. */
export class ByteHistogram {
  /**
   * Four tables, for each fourth byte one: a processor that counts a byte twice in a row waits for itself, and one table takes
   * twice as long. By index, for an iterator takes three times as long again.
   */
  private readonly counts = new Uint32Array(4 * 256);
  private total = 0;

  add(bytes: Uint8Array): void {
    const { counts } = this;
    const whole = bytes.length - (bytes.length % 4);
    /* eslint-disable @typescript-eslint/no-non-null-assertion -- all indexes are within the arrays; asking whether they are takes time for every byte */
    for (let at = 0; at < whole; at += 4) {
      counts[bytes[at]!]!++;
      counts[256 + bytes[at + 1]!]!++;
      counts[512 + bytes[at + 2]!]!++;
      counts[768 + bytes[at + 3]!]!++;
    }
    for (let at = whole; at < bytes.length; at++) counts[bytes[at]!]!++;
    /* eslint-enable @typescript-eslint/no-non-null-assertion */
    this.total += bytes.length;
  }

  /** Counts what the other has counted. */
  merge(other: ByteHistogram): void {
    for (const [index, count] of other.counts.entries()) this.counts[index] = (this.counts[index] ?? 0) + count;
    this.total += other.total;
  }

  /** Shannon entropy, bits per byte, 0-8, to eight decimals; 0 of nothing. */
  get entropy(): number {
    let entropy = 0;
    for (let byte = 0; byte < 256; byte++) {
      const count = [0, 256, 512, 768].reduce((sum, table) => sum + (this.counts[table + byte] ?? 0), 0);
      if (count > 0) entropy -= (count / this.total) * Math.log2(count / this.total);
    }
    return Number(Math.abs(entropy).toFixed(8));
  }
}

/** A part of a file whose bytes have been counted. */
export interface CountedRange {
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
  readonly counts: ByteHistogram;
}

/** Of what of the range lies in the source; 0 of nothing. @throws what the source throws. */
export async function entropyOf(source: ByteSource, offset: number, size: number): Promise<number> {
  const histogram = new ByteHistogram();
  const end = Math.min(offset + size, source.size);
  for await (const { bytes } of slicesOf(source, offset, end, { size: SLICE })) histogram.add(bytes);
  return histogram.entropy;
}
