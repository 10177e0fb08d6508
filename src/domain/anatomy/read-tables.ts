import type { OpenedExecutable } from '#domain/executables/open-executable';
import { readElfTables } from './elf-tables';
import type { ExecutableTables } from './executable-tables';
import { readMachoTables } from './macho-tables';
import { readPeTables } from './pe-tables';

/**
 * What the file's own tables say. Damaged tables are read as far as they go: never an exception, and no work out of proportion
 * to the file. @throws what the source throws.
 */
export function readTables(file: OpenedExecutable): Promise<ExecutableTables> {
  switch (file.format) {
    case 'elf':
      return readElfTables(file);
    case 'pe':
      return readPeTables(file);
    case 'macho':
      return readMachoTables(file);
  }
}
