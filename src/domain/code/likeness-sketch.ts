/** Characters of a sketch. */
export const SKETCH_LENGTH = 16;

/** Odd numbers: each makes an order of its own of what is sketched. */
const ORDERS = Int32Array.from({ length: SKETCH_LENGTH }, (_, index) => mixed(index + 1) | 1);
const LARGEST = 0x7fff_ffff;

/**
 * A set of numbers as 16 hexadecimal digits: of each of 16 orders the first member, by four bits (min-wise hashing). Of two sets,
 * the share of digits that are equal in the same places tells what share of both is common to both: half of it by 8.5 of 16, none
 * by 1.
 */
export class LikenessSketch {
  private readonly least = new Int32Array(SKETCH_LENGTH).fill(LARGEST);
  private isEmpty = true;

  clear(): void {
    this.least.fill(LARGEST);
    this.isEmpty = true;
  }

  add(member: number): void {
    const { least } = this;
    const base = mixed(member);
    this.isEmpty = false;
    for (let order = 0; order < SKETCH_LENGTH; order++) {
      const multiplied = Math.imul(base, ORDERS[order] ?? 0);
      const rank = multiplied ^ (multiplied >>> 15);
      if (rank < (least[order] ?? 0)) least[order] = rank;
    }
  }

  /** '' of none. */
  digits(): string {
    if (this.isEmpty) return '';
    let text = '';
    for (let order = 0; order < SKETCH_LENGTH; order++) text += (mixed(this.least[order] ?? 0) & 15).toString(16);
    return text;
  }
}

/** Of a text, 32 bits (FNV-1a over UTF-16 units). */
export function textMember(kind: number, text: string): number {
  let hash = 0x811c_9dc5 ^ kind;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash;
}

/** Every bit of a number in every bit of another one (the finalizer of MurmurHash3). */
export function mixed(number: number): number {
  let value = number;
  value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return value ^ (value >>> 16);
}
