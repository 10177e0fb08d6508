import type { ByteSource } from '#domain/bytes/byte-source';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { readElfTables } from './elf-tables';
import type { ExecutableTables } from './executable-tables';
import { readMachoTables } from './macho-tables';
import { readPeTables } from './pe-tables';

/**
 * What the file's own tables say. Damaged tables are read as far as they go: never an exception, and no work out of proportion
 * to the file. `undefined` when not even the header can be read. @throws what the source throws.
 */
export function readTables(source: ByteSource, header: ExecutableHeader): Promise<ExecutableTables | undefined> {
  switch (header.format) {
    case 'elf':
      return readElfTables(source);
    case 'pe':
      return readPeTables(source);
    case 'macho':
      return readMachoTables(source, header);
  }
}
