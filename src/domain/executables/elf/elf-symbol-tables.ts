import type { ByteView } from '#domain/bytes/byte-view';
import { NAME_LIMIT, NameTable } from '#domain/bytes/name-table';
import { readTable } from '#domain/bytes/read-table';
import { DT, SHN, SHT, STB, STT } from './elf-constants';
import type { ElfDynamic } from './elf-dynamic';
import { countDynamicSymbols } from './elf-dynamic-symbols';
import type { ElfFile, FilePlace } from './elf-file';
import type { ElfSection } from './elf-image';

export interface ElfSymbolTable {
  /** From the file's start. */
  readonly offset: number;
  readonly count: number;
  readonly names: FilePlace;
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
  /** Index of the section that defines it: 0 when another file does, 0xfff1 when it is a mere number. */
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
  const entry = new SymbolCursor(file.isWide);
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

/** The first of its type, with the names that it is linked to; by their usual section where it is linked to none. */
function tableOfSection(file: ElfFile, type: number, usualNames: string): ElfSymbolTable | undefined {
  const { sections } = file.image;
  const section = sections.find((each) => each.type === type);
  if (section === undefined || section.size === 0) return undefined;
  const isNames = (each: ElfSection | undefined): boolean => each?.type === SHT.strings;
  const linked = sections[section.link];
  const names = isNames(linked) ? linked : sections.find((each) => each.name === usualNames && isNames(each));
  if (names === undefined) return undefined;
  const count = Math.floor(section.size / symbolSize(file));
  return { offset: section.offset, count, names: { offset: names.offset, room: names.size } };
}

class SymbolCursor implements ElfSymbolEntry {
  private view!: ByteView;
  private at = 0;
  index = 0;

  constructor(private readonly isWide: boolean) {}

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
    return this.view.u16(this.at + (this.isWide ? 6 : 14));
  }

  private get info(): number {
    return this.view.u8(this.at + (this.isWide ? 4 : 12));
  }
}
