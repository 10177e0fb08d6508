import type { Bits } from '#domain/shared/executable-header';
import { ByteWriter } from './byte-writer';

export interface EhFrameRecipe {
  readonly bits?: Bits;
  readonly littleEndian?: boolean;
  /** Where the section will be in memory. */
  readonly address: number;
  /** DW_EH_PE of the starts: 0x1b (relative, 4 bytes), 0x00 (absolute word), 0x1c (relative, 8 bytes). */
  readonly encoding?: number;
  readonly augmentation?: string;
  readonly functions: readonly (readonly [address: number, size: number])[];
}

/** What each letter of an augmentation announces: the starts' encoding, one of data pointers, a personality routine. */
const augmentationData = (encoding: number): Readonly<Record<string, readonly number[]>> => ({
  R: [encoding],
  L: [0x1b],
  P: [0x03, 1, 2, 3, 4],
});

/** One CIE, one FDE per function, a zero length at the end. */
export function ehFrameBytes(recipe: EhFrameRecipe): Uint8Array {
  const { bits = 64, littleEndian = true, address, encoding = 0x1b, augmentation = 'zR', functions } = recipe;
  const pointerSize = (encoding & 0x07) === 0 ? bits / 8 : (encoding & 0x07) === 4 ? 8 : 4;
  const augmented = augmentation.startsWith('z');
  const fdeLength = 4 + pointerSize * 2 + (augmented ? 1 : 0);
  const cieLength = 24;
  const out = new ByteWriter(new Uint8Array(4 + cieLength + functions.length * (4 + fdeLength) + 4), littleEndian);
  out.u32(0, cieLength, 0).u8(8, 1).text(9, augmentation);
  let at = 9 + augmentation.length + 1;
  if (augmentation.startsWith('eh')) at += bits / 8;
  out.u8(at, 1, 0x78, 16);
  if (augmented) {
    const data = Array.from(augmentation.slice(1), (letter) => augmentationData(encoding)[letter] ?? []).flat();
    out.u8(at + 3, data.length, ...data);
  }
  functions.forEach(([start, size], index) => {
    const fde = 4 + cieLength + index * (4 + fdeLength);
    out.u32(fde, fdeLength, fde + 4);
    const stored = (encoding & 0x70) === 0x10 ? start - (address + fde + 8) : start;
    out.word(pointerSize === 8, fde + 8, pointerSize === 8 ? stored : stored >>> 0);
    out.word(pointerSize === 8, fde + 8 + pointerSize, size);
  });
  return out.bytes;
}

/** `.eh_frame_hdr` with a table of 4-byte distances from its own start. */
export function ehFrameHeaderBytes(
  address: number,
  ehFrame: number,
  starts: readonly number[],
  littleEndian = true,
): Uint8Array {
  const out = new ByteWriter(new Uint8Array(12 + starts.length * 8), littleEndian);
  out.u8(0, 1, 0x1b, 0x03, 0x3b).u32(4, (ehFrame - address - 4) >>> 0, starts.length);
  starts.forEach((start, index) => {
    out.u32(12 + index * 8, (start - address) >>> 0, 0);
  });
  return out.bytes;
}
