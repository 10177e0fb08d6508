import { eachSymbol, isImported, isRequired } from '#domain/executables/elf/elf-symbol-tables';
import type { OpenedElf } from '#domain/executables/elf/opened-elf';
import { SymbolSigns } from './symbol-signs';

export interface ElfSigns {
  readonly signs: SymbolSigns;
  /** There is a table beyond that of the loader. */
  readonly hasSymbolTable: boolean;
  /** Libraries are to give some of them. */
  readonly asksLibraries: boolean;
}

/** What the names of both tables give away. @throws what the source throws. */
export async function readElfSigns(elf: OpenedElf): Promise<ElfSigns> {
  const signs = new SymbolSigns();
  let asksLibraries = false;
  const tables = await elf.symbolTables();
  for (const table of [tables.dynamic, tables.static]) {
    if (table === undefined) continue;
    await eachSymbol(elf.file, table, (symbol, names) => {
      if (symbol.index === 0) return;
      signs.noteAt(names.bytes, symbol.nameAt, isImported(symbol));
      asksLibraries ||= table === tables.dynamic && isRequired(symbol);
    });
  }
  return { signs, hasSymbolTable: tables.static !== undefined, asksLibraries };
}
