import { ByteView } from '#domain/bytes/byte-view';
import { NAME_LIMIT, NameTable } from '#domain/bytes/name-table';
import { MAX_SYMBOLS, readTable } from '#domain/bytes/read-table';
import { DT, SHN, SHN_16, SHT, STB, STT } from './elf-constants';
import type { ElfDynamic } from './elf-dynamic';
import { countDynamicSymbols } from './elf-dynamic-symbols';
import type { ElfFile, FilePlace } from './elf-file';
import type { ElfSection } from './elf-image';

export interface ElfSymbolTable {
  /** From the file's start. */
  readonly offset: number;
  readonly count: number;
  readonly names: FilePlace;
  /** A number of 32 bits for each symbol, that of its section where the symbol has no room for it. */
  readonly sections?: FilePlace;
}

export interface ElfSymbolTables {
  /** What the loader links by. */
  readonly dynamic?: ElfSymbolTable;
  /** For linkers and debuggers; absent once a file is stripped. */
  readonly static?: ElfSymbolTable;
}

/** The entry that is visited; another one with the next visit. */
export interface ElfSymbolEntry {
  /** Of its name, in the table of names. */
  readonly nameAt: number;
  /** Its place in the table, which relocations name it by. */
  readonly index: number;
  readonly value: bigint;
  readonly size: number;
  /** One of `STT`. */
  readonly type: number;
  /** One of `STB`. */
  readonly binding: number;
  /** Index of the section that defines it: 0 when another file does; from `SHN.firstReserved` on none. */
  readonly section: number;
}

/** What tells how a symbol is linked. */
type Linkage = Pick<ElfSymbolEntry, 'section' | 'type' | 'binding'>;

/** Where the tables are: that of the loader as the loader finds it, by sections where the dynamic section says nothing of it. */
export async function elfSymbolTables(file: ElfFile, dynamic: ElfDynamic | undefined): Promise<ElfSymbolTables> {
  const loaded = (await tableOfLoader(file, dynamic)) ?? tableOfSection(file, SHT.dynamicSymbols, '.dynstr');
  const unloaded = tableOfSection(file, SHT.symbols, '.strtab');
  return { ...(loaded !== undefined && { dynamic: loaded }), ...(unloaded !== undefined && { static: unloaded }) };
}

async function tableOfLoader(file: ElfFile, dynamic: ElfDynamic | undefined): Promise<ElfSymbolTable | undefined> {
  const symbols = file.locate(dynamic?.values.get(DT.symtab));
  const names = file.locate(dynamic?.values.get(DT.strtab));
  if (dynamic === undefined || symbols === undefined || names === undefined) return undefined;
  return { offset: symbols.offset, count: await countDynamicSymbols(file, dynamic, symbolSize(file)), names };
}

/** At most 250,000, with the table of their names. @throws what the source throws. */
export async function eachSymbol(
  file: ElfFile,
  table: ElfSymbolTable,
  visit: (symbol: ElfSymbolEntry, names: NameTable) => void,
): Promise<void> {
  const { littleEndian } = file.image.fields;
  const place = { offset: table.offset, entrySize: symbolSize(file), count: table.count };
  const names = await namesOf(file, table);
  const entry = new SymbolCursor(file.isWide, await sectionNumbersOf(file, table));
  await readTable(file.source, place, littleEndian, (view, at, index) => {
    entry.moveTo(view, at, index);
    visit(entry, names);
    return undefined;
  });
}

/** Bytes of an entry. */
function symbolSize({ isWide }: ElfFile): number {
  return isWide ? 24 : 16;
}

/** Whether it is to come from another file. */
export function isImported({ section, type, binding }: Linkage): boolean {
  return section === SHN.undefined && isLinked(type, binding);
}

/** Whether the program does not start without it; what is weak may be missing. */
export function isRequired(symbol: Linkage): boolean {
  return isImported(symbol) && symbol.binding !== STB.weak;
}

/** Whether other files can have it from this one. */
export function isExported({ section, type, binding }: Linkage): boolean {
  return section !== SHN.undefined && isLinked(type, binding);
}

/** `memcpy` of `memcpy@GLIBC_2.14` and of `memcpy@@GLIBC_2.14`. */
export function withoutVersion(name: string): string {
  const end = name.indexOf('@', 1);
  return end === -1 ? name : name.slice(0, end);
}

function isLinked(type: number, binding: number): boolean {
  return binding !== STB.local && type !== STT.file && type !== STT.section;
}

/** As far as the entries lead, since nothing but they does: the loader does not ask how long the table is. */
async function namesOf(file: ElfFile, { offset, count, names }: ElfSymbolTable): Promise<NameTable> {
  let last = 0;
  const place = { offset, entrySize: symbolSize(file), count };
  await readTable(file.source, place, file.image.fields.littleEndian, (view, at) => {
    last = Math.max(last, view.u32(at));
    return undefined;
  });
  return NameTable.read(file.source, names.offset, Math.min(names.room, last + NAME_LIMIT));
}

/** Read whole: a megabyte at most. */
async function sectionNumbersOf(file: ElfFile, { count, sections }: ElfSymbolTable): Promise<ByteView> {
  if (sections === undefined) return new ByteView(new Uint8Array(0), true);
  return file.read(sections.offset, Math.min(sections.room, Math.min(count, MAX_SYMBOLS) * 4));
}

/** The first of its type, with the names that it is linked to; by their usual section where it is linked to none. */
function tableOfSection(file: ElfFile, type: number, usualNames: string): ElfSymbolTable | undefined {
  const { sections } = file.image;
  const index = sections.findIndex((each) => each.type === type);
  const section = sections[index];
  if (section === undefined || section.size === 0) return undefined;
  const isNames = (each: ElfSection | undefined): boolean => each?.type === SHT.strings;
  const linked = sections[section.link];
  const names = isNames(linked) ? linked : sections.find((each) => each.name === usualNames && isNames(each));
  if (names === undefined) return undefined;
  const count = Math.floor(section.size / symbolSize(file));
  const numbers = sections.find((each) => each.type === SHT.symbolSections && each.link === index);
  return {
    offset: section.offset,
    count,
    names: { offset: names.offset, room: names.size },
    ...(numbers !== undefined && { sections: { offset: numbers.offset, room: numbers.size } }),
  };
}

class SymbolCursor implements ElfSymbolEntry {
  private view!: ByteView;
  private at = 0;
  index = 0;

  constructor(
    private readonly isWide: boolean,
    private readonly sections: ByteView,
  ) {}

  moveTo(view: ByteView, at: number, index: number): void {
    this.view = view;
    this.at = at;
    this.index = index;
  }

  get nameAt(): number {
    return this.view.u32(this.at);
  }

  get value(): bigint {
    return this.isWide ? this.view.u64(this.at + 8) : BigInt(this.view.u32(this.at + 4));
  }

  get size(): number {
    return this.isWide ? this.view.size64(this.at + 16) : this.view.u32(this.at + 8);
  }

  get type(): number {
    return this.info & 0x0f;
  }

  get binding(): number {
    return this.info >> 4;
  }

  get section(): number {
    const said = this.view.u16(this.at + (this.isWide ? 6 : 14));
    if (said < SHN_16.firstReserved) return said;
    const isElsewhere = said === SHN_16.elsewhere && this.sections.covers(this.index * 4, 4);
    return isElsewhere ? this.sections.u32(this.index * 4) : SHN.firstReserved + said - SHN_16.firstReserved;
  }

  private get info(): number {
    return this.view.u8(this.at + (this.isWide ? 4 : 12));
  }
}
