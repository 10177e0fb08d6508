import { ByteView } from '#domain/bytes/byte-view';
import type { HeaderVerdict } from '#domain/shared/executable-header';
import { readElfHeader } from './elf/elf-header';
import { isJavaClass, readFatMachoHeader } from './macho/fat-macho-header';
import { readMachoHeader } from './macho/macho-header';
import { nameOtherFile } from './other-file-type';
import type { PlacedBytes } from './pe/pe-header';
import { readPeHeader } from './pe/pe-header';

/**
 * What a file is, from `head`, its first 64 KB (or all of a smaller one), and its `size` in bytes. Never throws.
 * `beyond` is the header of a PE file whose DOS stub fills the head (`readBeyond` reads it). Only what makes the header itself unreadable is corrupt: tables that point out of the file are left for the analysis to find.
 */
export function readExecutableHeader(head: Uint8Array, size: number, beyond?: PlacedBytes): HeaderVerdict {
  return readHeaderByMagic(head, size, beyond) ?? { outcome: 'unsupported', name: nameOtherFile(head, size) };
}

/** The same, without a name for what does not begin as executables do: that takes a look at all of the head. */
export function readHeaderByMagic(head: Uint8Array, size: number, beyond?: PlacedBytes): HeaderVerdict | undefined {
  const magic = new ByteView(head, false).u32(0);
  if (magic === 0x7f454c46) return readElfHeader(head);
  if (head[0] === 0x4d && head[1] === 0x5a) return readPeHeader(head, size, beyond);
  switch (magic) {
    case 0xfeedface:
    case 0xfeedfacf:
    case 0xcefaedfe:
    case 0xcffaedfe:
      return readMachoHeader(head);
    case 0xcafebabe:
      return isJavaClass(head) ? { outcome: 'unsupported', name: 'Java class' } : readFatMachoHeader(head, size);
    case 0xcafebabf:
      return readFatMachoHeader(head, size);
    default:
      return undefined;
  }
}
