import { Arm64Run } from '#domain/code/arm64-run';
import { type CodeImage, ImageMemory } from '#domain/code/code-image';
import type { CodeOrder } from '#domain/code/code-order';
import type { CodeReading } from '#domain/code/read-code';
import { readCode } from '#domain/code/read-code';
import { X86Run } from '#domain/code/x86-run';
import type { Bits } from '#domain/shared/executable-header';

export const CODE_ADDRESS = 0x40_1000n;

/** Bytes of instructions in hexadecimal, at offsets of the code; between them is padding (int3). */
export function codeOf(parts: Readonly<Record<number, string>>): Uint8Array {
  const pieces = Object.entries(parts).map(([at, hex]) => ({
    at: Number(at),
    bytes: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
  }));
  const code = Buffer.alloc(Math.max(...pieces.map(({ at, bytes }) => at + bytes.length)) + 16, 0xcc);
  for (const { at, bytes } of pieces) bytes.copy(code, at);
  return code;
}

/** Words of ARM64 at offsets of the code; between them is what is no instruction. */
export function arm64Of(parts: Readonly<Record<number, readonly number[]>>): Uint8Array {
  const ends = Object.entries(parts).map(([at, words]) => Number(at) + words.length * 4);
  const code = Buffer.alloc(Math.max(...ends) + 16);
  for (const [at, words] of Object.entries(parts)) {
    for (const [index, word] of words.entries()) code.writeUInt32LE(word >>> 0, Number(at) + index * 4);
  }
  return code;
}

export function imageOf(
  bytes: Uint8Array,
  bits: Bits = 64,
  data: ReadonlyMap<number, Uint8Array> = new Map(),
): CodeImage {
  const regions = [...data].map(([place, content]) => ({ place, bytes: content }));
  const memory = new ImageMemory([{ place: 0, bytes }, ...regions]);
  return { address: CODE_ADDRESS, bits, bytes, ranges: [[0, bytes.length]], stubs: [], memory };
}

/** Read with a function known to begin at the first byte. */
export function readX86(image: CodeImage, given: Partial<CodeOrder> = {}): CodeReading {
  const run = new X86Run(image.bytes, {
    bits: image.bits,
    address: Number(image.address),
    isFixed: true,
    globalOffsetTable: undefined,
    holds: (place) => image.memory.holds(place),
  });
  const seeds = [{ place: 0, size: 0, isWhole: false }];
  return readCode({ image, run, seeds, final: new Set(), looksForOthers: false, isOver: () => false, ...given });
}

/** As `readX86`, of ARM64. */
export function readArm64(image: CodeImage, given: Partial<CodeOrder> = {}): CodeReading {
  const run = new Arm64Run(image.bytes, image.address);
  const seeds = [{ place: 0, size: 0, isWhole: false }];
  return readCode({ image, run, seeds, final: new Set(), looksForOthers: false, isOver: () => false, ...given });
}
