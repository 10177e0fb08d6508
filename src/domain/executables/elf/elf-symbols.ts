import type { ElfDynamic } from './elf-dynamic';
import type { ElfFile } from './elf-file';
import type { ElfSymbolEntry, ElfSymbolTable } from './elf-symbol-tables';
import { eachSymbol, elfSymbolTables, withoutVersion } from './elf-symbol-tables';

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
export async function readElfSymbols(file: ElfFile, dynamic: ElfDynamic | undefined): Promise<ElfSymbols> {
  const tables = await elfSymbolTables(file, dynamic);
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
