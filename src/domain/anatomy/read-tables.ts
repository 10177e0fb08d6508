import type { ByteSource } from '#domain/bytes/byte-source';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { readElfAnatomy } from './elf-tables';
import type { HeaderAnatomy } from './executable-tables';
import { readMachoAnatomy } from './macho-tables';
import { readPeAnatomy } from './pe-tables';

/**
 * What the file's own tables say. Damaged tables are read as far as they go: never an exception, and no work out of proportion
 * to the file. `undefined` when not even the header can be read. @throws what the source throws.
 */
export function readAnatomy(source: ByteSource, header: ExecutableHeader): Promise<HeaderAnatomy | undefined> {
  switch (header.format) {
    case 'elf':
      return readElfAnatomy(source);
    case 'pe':
      return readPeAnatomy(source);
    case 'macho':
      return readMachoAnatomy(source, header);
  }
}
