import type { ElfFile } from '#domain/identification/elf-file';
import { SHT } from '#domain/identification/elf-constants';
import { SymbolSigns } from './symbol-signs';

export interface ElfSymbolFacts {
  readonly signs: SymbolSigns;
  /** There is a table beyond that of the loader. */
  readonly hasSymbolTable: boolean;
}

const MAX_SYMBOLS = 200_000;
const MAX_STRINGS = 32 << 20;
const SYMBOLS_PER_SLICE = 4096;

/** Reads the names of at most 200,000 symbols. @throws what the source throws. */
export async function readElfSymbols(file: ElfFile): Promise<ElfSymbolFacts> {
  const signs = new SymbolSigns();
  const tables = file.image.sections.filter(({ type }) => type === SHT.dynamicSymbols || type === SHT.symbols);
  let left = MAX_SYMBOLS;
  for (const table of tables.slice(0, 4)) {
    const strings = await stringsOf(file, table.type);
    left -= await noteSymbols(file, table, strings, left, signs);
  }
  return { signs, hasSymbolTable: tables.some(({ type, size }) => type === SHT.symbols && size > 0) };
}

/** The table of names by its usual name, since the section's link is not at hand; names are evidence only. */
async function stringsOf(file: ElfFile, type: number): Promise<Uint8Array> {
  const wanted = type === SHT.dynamicSymbols ? '.dynstr' : '.strtab';
  const section = file.image.sections.find((each) => each.name === wanted && each.type === SHT.strings);
  if (section === undefined) return new Uint8Array(0);
  return (await file.read(section.offset, Math.min(section.size, MAX_STRINGS))).bytes;
}

async function noteSymbols(
  file: ElfFile,
  { offset, size }: { offset: number; size: number },
  strings: Uint8Array,
  limit: number,
  signs: SymbolSigns,
): Promise<number> {
  const entry = file.isWide ? 24 : 16;
  const indexAt = file.isWide ? 6 : 14;
  const count = Math.min(Math.floor(Math.min(size, file.source.size) / entry), limit);
  for (let first = 1; first < count; first += SYMBOLS_PER_SLICE) {
    const view = await file.read(offset + first * entry, Math.min(SYMBOLS_PER_SLICE, count - first) * entry);
    for (let at = 0; view.covers(at, entry); at += entry) {
      signs.noteAt(strings, view.u32(at), view.u16(at + indexAt) === 0);
    }
    if (view.length === 0) break;
  }
  return count;
}
