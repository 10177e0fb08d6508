import type { ByteSource } from '#domain/bytes/byte-source';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { OpenedElf } from './elf/opened-elf';
import { MachoFile } from './macho/macho-file';
import { OpenedPe } from './pe/opened-pe';

/** A file whose header and lists of sections and segments have been read: what all further reading begins with. */
export type OpenedExecutable = OpenedElf | OpenedPe | MachoFile;

/** `undefined` when not even the header can be read. @throws what the source throws. */
export function openExecutable(source: ByteSource, header: ExecutableHeader): Promise<OpenedExecutable | undefined> {
  switch (header.format) {
    case 'elf':
      return OpenedElf.open(source);
    case 'pe':
      return OpenedPe.open(source);
    case 'macho':
      return MachoFile.open(source, header);
  }
}
