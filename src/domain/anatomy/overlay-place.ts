import type { TextPlace } from '#domain/strings/text-place';
import type { ByteRange } from './scan-file';

/** What is appended, as a place of text. @param shift where its offsets are counted from in the file */
export function overlayPlace({ offset, size }: ByteRange, shift = 0): TextPlace {
  return { offset: offset + shift, size, address: BigInt(offset + shift), holds: 'unknown', isAside: true };
}
