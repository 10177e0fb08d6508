import type { ElfFile } from './elf-file';
import type { ElfSymbolEntry, ElfSymbolTable, ElfSymbolTables } from './elf-symbol-tables';
import { eachSymbol, withoutVersion } from './elf-symbol-tables';

export interface ElfSymbol extends Omit<ElfSymbolEntry, 'nameAt'> {
  /** Without its version. */
  readonly name: string;
}

export interface ElfSymbols {
  readonly dynamic: readonly ElfSymbol[];
  /** Empty once the file is stripped. */
  readonly static: readonly ElfSymbol[];
}

/** The symbols of both tables that have a name. @throws what the source throws. */
export async function readElfSymbols(file: ElfFile, tables: ElfSymbolTables): Promise<ElfSymbols> {
  return { dynamic: await readSymbols(file, tables.dynamic), static: await readSymbols(file, tables.static) };
}

async function readSymbols(file: ElfFile, table: ElfSymbolTable | undefined): Promise<readonly ElfSymbol[]> {
  const symbols: ElfSymbol[] = [];
  if (table === undefined) return symbols;
  await eachSymbol(file, table, ({ nameAt, index, value, size, type, binding, section }, names) => {
    const name = withoutVersion(names.at(nameAt));
    if (name !== '') symbols.push({ name, index, value, size, type, binding, section });
  });
  return symbols;
}
