import type { MarkerHit } from './markers';

const POINTER_SIZE = 14;
const FLAGS = 15;
const INLINE = 2;
const BIG_ENDIAN = 1;
const INLINE_VERSION = 32;
const VERSION = /^(?:go|devel )[\w.+\- :]{1,60}/;

/** Reads at a virtual address. */
export type ReadAt = (address: bigint, length: number) => Promise<Uint8Array>;

/** The version of Go, such as `1.21.5`, that its linker leaves in every program. @throws what `readAt` throws */
export async function goVersion(hit: MarkerHit, readAt: ReadAt): Promise<string | undefined> {
  const bytes = Buffer.from(hit.after, 'latin1');
  const flags = bytes[FLAGS] ?? 0;
  if ((flags & INLINE) !== 0) {
    const length = bytes[INLINE_VERSION] ?? 0;
    return clean(hit.after.slice(INLINE_VERSION + 1, INLINE_VERSION + 1 + length));
  }
  const wide = bytes[POINTER_SIZE] === 8;
  if (bytes.length < 32 || (!wide && bytes[POINTER_SIZE] !== 4)) return undefined;
  const word = (at: Uint8Array, index: number): bigint => pointer(at, index, wide, (flags & BIG_ENDIAN) !== 0);
  const header = await readAt(word(bytes.subarray(16), 0), 16);
  const length = Number(word(header, 1));
  return clean(Buffer.from(await readAt(word(header, 0), Math.min(length, 64))).toString('latin1'));
}

function pointer(bytes: Uint8Array, index: number, wide: boolean, bigEndian: boolean): bigint {
  const size = wide ? 8 : 4;
  const digits = Array.from({ length: size }, (_, at) => bytes[index * size + at] ?? 0);
  return (bigEndian ? digits : digits.reverse()).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function clean(version: string): string | undefined {
  return VERSION.exec(version)?.[0].replace(/^go/, '').trim();
}
