import type { ElfDynamic } from '#domain/executables/elf/elf-dynamic';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import { eachSymbol, elfSymbolTables, isImported, isRequired } from '#domain/executables/elf/elf-symbol-tables';
import { SymbolSigns } from './symbol-signs';

export interface ElfSigns {
  readonly signs: SymbolSigns;
  /** There is a table beyond that of the loader. */
  readonly hasSymbolTable: boolean;
  /** Libraries are to give some of them. */
  readonly asksLibraries: boolean;
}

/** What the names of both tables give away. @throws what the source throws. */
export async function readElfSigns(file: ElfFile, dynamic: ElfDynamic | undefined): Promise<ElfSigns> {
  const signs = new SymbolSigns();
  let asksLibraries = false;
  const tables = await elfSymbolTables(file, dynamic);
  for (const table of [tables.dynamic, tables.static]) {
    if (table === undefined) continue;
    await eachSymbol(file, table, (symbol, names) => {
      if (symbol.index === 0) return;
      signs.noteAt(names.bytes, symbol.nameAt, isImported(symbol));
      asksLibraries ||= table === tables.dynamic && isRequired(symbol);
    });
  }
  return { signs, hasSymbolTable: tables.static !== undefined, asksLibraries };
}
