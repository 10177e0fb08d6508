import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { isFat64 } from '#domain/executables/macho/fat-macho-header';
import type { ExecutableHeader } from '#domain/shared/executable-header';

/**
 * Why radare2 (6.1.8) is not tried on a file that it would take for empty; `undefined` for all others. It cannot be told to begin at an
 * offset either: `oba` places the image at wrong addresses. @throws what the source throws.
 */
export async function whyUnread({ slices }: ExecutableHeader, source: ByteSource): Promise<string | undefined> {
  if (slices === undefined || !isFat64(new ByteView(await readWithin(source, 0, 4), false))) return undefined;
  return 'it does not read universal files with 64-bit offsets';
}
