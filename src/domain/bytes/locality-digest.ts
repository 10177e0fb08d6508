import { once } from '#domain/shared/once';
import { MB } from '#domain/shared/quantities';

/** Pearson's permutation of all bytes (1990). */
const PEARSON = Uint8Array.of(
  ...[1, 87, 49, 12, 176, 178, 102, 166, 121, 193, 6, 84, 249, 230, 44, 163, 14, 197, 213, 181, 161, 85, 218, 80],
  ...[64, 239, 24, 226, 236, 142, 38, 200, 110, 177, 104, 103, 141, 253, 255, 50, 77, 101, 81, 18, 45, 96, 31, 222],
  ...[25, 107, 190, 70, 86, 237, 240, 34, 72, 242, 20, 214, 244, 227, 149, 235, 97, 234, 57, 22, 60, 250, 82, 175],
  ...[208, 5, 127, 199, 111, 62, 135, 248, 174, 169, 211, 58, 66, 154, 106, 195, 245, 171, 17, 187, 182, 179, 0, 243],
  ...[132, 56, 148, 75, 128, 133, 158, 100, 130, 126, 91, 13, 153, 246, 216, 219, 119, 68, 223, 78, 83, 88, 201, 99],
  ...[122, 11, 92, 32, 136, 114, 52, 10, 138, 30, 48, 183, 156, 35, 61, 26, 143, 74, 251, 94, 129, 162, 63, 152],
  ...[170, 7, 115, 167, 241, 206, 3, 150, 55, 59, 151, 220, 90, 53, 23, 131, 125, 173, 15, 238, 79, 95, 89, 16],
  ...[105, 137, 225, 224, 217, 160, 37, 123, 118, 73, 2, 157, 46, 116, 9, 145, 134, 228, 207, 212, 202, 215, 69, 229],
  ...[27, 188, 67, 124, 168, 252, 42, 4, 29, 108, 21, 247, 19, 205, 39, 203, 233, 40, 186, 147, 198, 192, 155, 33],
  ...[164, 191, 98, 204, 165, 180, 117, 76, 140, 36, 210, 172, 41, 54, 159, 8, 185, 232, 113, 196, 231, 47, 146, 120],
  ...[51, 65, 28, 144, 254, 221, 93, 189, 194, 139, 112, 43, 71, 109, 184, 209],
);
const BUCKETS = 128;
const CODE_BYTES = BUCKETS / 4;
const PREFIX = 'T1';
const LEAST_BYTES = 50;
/** Above it takes longer than it is worth: some 10 ns a byte, in JavaScript as in C. */
export const MOST_DIGESTED_BYTES = 40 * MB;

interface Mixes {
  /** By the newest byte and the one before: what triplets salted with 0, 2, 3 and 11 begin with, a byte each. */
  readonly withFirst: Uint32Array;
  /** By the newest byte and the second before: of those with 5 and 7. */
  readonly withSecond: Uint16Array;
  /** By the newest byte and the third before: of that with 13. */
  readonly withThird: Uint8Array;
}

const mixes = once<Mixes>(() => {
  const [withFirst, withSecond, withThird] = [
    new Uint32Array(0x10000),
    new Uint16Array(0x10000),
    new Uint8Array(0x10000),
  ];
  const mixed = (salt: number, pair: number): number => byteAt(byteAt(byteAt(salt) ^ (pair >> 8)) ^ (pair & 0xff));
  for (let pair = 0; pair < 0x10000; pair += 1) {
    withFirst[pair] = (mixed(11, pair) << 24) | (mixed(3, pair) << 16) | (mixed(2, pair) << 8) | mixed(0, pair);
    withSecond[pair] = (mixed(7, pair) << 8) | mixed(5, pair);
    withThird[pair] = mixed(13, pair);
  }
  return { withFirst, withSecond, withThird };
});

function byteAt(place: number): number {
  return PEARSON[place] ?? 0;
}

/**
 * TLSH of the version T1 (Oliver, Cheng, Chen: "TLSH, a locality sensitive hash", 2013): 128 buckets, a checksum of one byte. Files
 * that are alike have digests that are near.
 */
export class LocalityDigest {
  /** Of each of the six triplets by itself: they often fall into the same bucket, and would wait for each other. */
  private readonly counts = new Uint32Array(6 * 256);
  /** Where five bytes are the same: as often as there are zeros in a program. */
  private readonly runs = new Uint32Array(256);
  /** The bytes before, the newest first. */
  private readonly last = new Uint8Array(4);
  private checksum = 0;
  private size = 0;

  /** The bytes that come next. */
  push(bytes: Uint8Array): void {
    let at = 0;
    for (; at < bytes.length && this.size < this.last.length; at += 1, this.size += 1) {
      this.last.copyWithin(1, 0);
      this.last[0] = bytes[at] ?? 0;
    }
    this.size += bytes.length - at;
    if (this.size <= MOST_DIGESTED_BYTES) this.count(bytes, at);
  }

  /** 72 characters; `undefined` of what is too short, too long or too uniform to have one. Once, at the end. */
  finish(): string | undefined {
    if (this.size < LEAST_BYTES || this.size > MOST_DIGESTED_BYTES) return undefined;
    const buckets = this.buckets();
    const [q1, q2, q3] = quartiles(buckets);
    if (q3 === 0 || buckets.filter((count) => count > 0).length <= BUCKETS / 2) return undefined;
    const code = Array.from({ length: CODE_BYTES }, (_, place) =>
      codeOf(buckets.subarray(place * 4, place * 4 + 4), q1, q2, q3),
    );
    const ratios = [q1, q2].map((quartile) => Math.trunc(Math.fround((quartile * 100) / q3)) % 16) as [number, number];
    const head = [turned(this.checksum), turned(lengthClass(this.size)), (ratios[0] << 4) | ratios[1]];
    return (
      PREFIX +
      Buffer.from([...head, ...code.reverse()])
        .toString('hex')
        .toUpperCase()
    );
  }

  private count(bytes: Uint8Array, from: number): void {
    const { counts, runs, last } = this;
    const { withFirst, withSecond, withThird } = mixes();
    let { checksum } = this;
    let [one = 0, two = 0, three = 0, four = 0] = last;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      const high = byte << 8;
      const first = withFirst[high | one] as number;
      checksum = PEARSON[(first & 0xff) ^ checksum] as number;
      if (byte === one && byte === two && byte === three && byte === four) {
        (runs[byte] as number) += 1;
        continue;
      }
      const second = withSecond[high | two] as number;
      (counts[PEARSON[((first >>> 8) & 0xff) ^ two] as number] as number) += 1;
      (counts[0x100 | (PEARSON[((first >>> 16) & 0xff) ^ three] as number)] as number) += 1;
      (counts[0x200 | (PEARSON[(first >>> 24) ^ four] as number)] as number) += 1;
      (counts[0x300 | (PEARSON[(second & 0xff) ^ three] as number)] as number) += 1;
      (counts[0x400 | (PEARSON[(second >>> 8) ^ four] as number)] as number) += 1;
      (counts[0x500 | (PEARSON[(withThird[high | three] as number) ^ four] as number)] as number) += 1;
      four = three;
      three = two;
      two = one;
      one = byte;
    }
    last.set([one, two, three, four]);
    this.checksum = checksum;
  }

  private buckets(): Uint32Array {
    const all = new Uint32Array(256);
    for (const [place, count] of this.counts.entries()) all[place & 0xff] = (all[place & 0xff] ?? 0) + count;
    for (const [byte, times] of this.runs.entries()) {
      for (const salt of [2, 3, 5, 7, 11, 13]) {
        const bucket = byteAt(byteAt(byteAt(byteAt(salt) ^ byte) ^ byte) ^ byte);
        all[bucket] = (all[bucket] ?? 0) + times;
      }
    }
    return all.subarray(0, BUCKETS);
  }
}

function quartiles(buckets: Uint32Array): readonly [number, number, number] {
  const sorted = buckets.slice().sort();
  const at = (part: number): number => sorted[(BUCKETS / 4) * part - 1] ?? 0;
  return [at(1), at(2), at(3)];
}

/** Four buckets in a byte: in which quarter each is. */
function codeOf(four: Uint32Array, q1: number, q2: number, q3: number): number {
  return four.reduce((code, count, place) => {
    const quarter = count > q3 ? 3 : count > q2 ? 2 : count > q1 ? 1 : 0;
    return code | (quarter << (2 * place));
  }, 0);
}

/** The length on a scale that grows with its logarithm, in three parts. */
function lengthClass(bytes: number): number {
  const scale = bytes <= 656 ? [1.5, 0] : bytes <= 3199 ? [1.3, 8.72777] : [1.1, 62.5472];
  const [base = 1, less = 0] = scale;
  return Math.floor(Math.log(bytes) / Math.log(base) - less) & 0xff;
}

/** Its two halves the other way round. */
function turned(byte: number): number {
  return ((byte & 0xf) << 4) | (byte >> 4);
}
