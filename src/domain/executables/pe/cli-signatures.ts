import type { ByteView } from '#domain/bytes/byte-view';
import type { CliReference } from './cli-tables';
import { typeReference } from './cli-tables';

// Source: ECMA-335, 6th edition, II.23.2.

/** ELEMENT_TYPE_GENERICINST, _CLASS and _VALUETYPE. */
const [GENERIC_INSTANCE, CLASS, VALUE_TYPE] = [0x15, 0x12, 0x11];

/** Of `List<int>` the generic type; a blob begins with its length. */
export function genericTypeOf(blobs: ByteView, blob: number): CliReference | undefined {
  const start = blob + compressedSize(blobs, blob);
  const isInstance = blobs.u8(start) === GENERIC_INSTANCE && [CLASS, VALUE_TYPE].includes(blobs.u8(start + 1));
  return isInstance ? typeReference(compressed(blobs, start + 2)) : undefined;
}

function compressedSize(blobs: ByteView, at: number): number {
  const first = blobs.u8(at);
  return first < 0x80 ? 1 : first < 0xc0 ? 2 : 4;
}

/** An unsigned number of one, two or four bytes, the highest first. */
function compressed(blobs: ByteView, at: number): number {
  const size = compressedSize(blobs, at);
  const bytes = Array.from({ length: size }, (_, index) => blobs.u8(at + index));
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return size === 1 ? value : size === 2 ? value - 0x8000 : value - 0xc000_0000;
}
