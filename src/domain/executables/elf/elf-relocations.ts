import type { ByteView } from '#domain/bytes/byte-view';
import { DT, EM, SHF, SHT } from './elf-constants';
import type { ElfDynamic } from './elf-dynamic';
import type { ElfFile } from './elf-file';

/** Entries with a place, a symbol, a type, and perhaps what is added to the symbol's address. */
export interface ElfRelocationTable {
  /** From the file's start. */
  readonly offset: number;
  readonly count: number;
  readonly hasAddends: boolean;
}

/** The entry that is visited; another one with the next visit. */
export interface ElfRelocation {
  /** In memory, what the loader changes. */
  readonly place: bigint;
  /** Index in the dynamic symbol table, 0 for none. */
  readonly symbol: number;
  readonly type: number;
  /** `undefined` where what is added is at the place itself. */
  readonly addend: bigint | undefined;
}

/** Of all tables of a file. */
const MAX_RELOCATIONS = 1_000_000;
const ENTRIES_PER_READ = 2048;

/** Those that the loader applies: by the dynamic section, or by the sections where that names none. */
export function relocationTables(file: ElfFile, dynamic: ElfDynamic | undefined): readonly ElfRelocationTable[] {
  const values = dynamic?.values ?? new Map<number, bigint>();
  const named = (address: number, size: number, hasAddends: boolean): readonly ElfRelocationTable[] => {
    const place = file.locate(values.get(address));
    const bytes = values.get(size);
    if (place === undefined || bytes === undefined) return [];
    return [tableOf(file, place.offset, Math.min(Number(bytes), place.room), hasAddends)];
  };
  const tables = [
    ...named(DT.rela, DT.relaSize, true),
    ...named(DT.rel, DT.relSize, false),
    ...named(DT.jmpRel, DT.pltRelSize, values.get(DT.pltRel) === BigInt(DT.rela)),
  ].filter(({ count }) => count > 0);
  return tables.length > 0 ? tables : tablesOfSections(file);
}

/** At most a million. @throws what the source throws. */
export async function eachRelocation(
  file: ElfFile,
  tables: readonly ElfRelocationTable[],
  visit: (relocation: ElfRelocation) => void,
): Promise<void> {
  let allowance = MAX_RELOCATIONS;
  for (const { offset, count, hasAddends } of tables) {
    const size = entrySize(file, hasAddends);
    const wanted = Math.min(count, allowance);
    allowance -= wanted;
    for (let first = 0; first < wanted; first += ENTRIES_PER_READ) {
      const length = Math.min(ENTRIES_PER_READ, wanted - first) * size;
      const view = await file.read(offset + first * size, length);
      const entry = new RelocationCursor(file, view, hasAddends);
      for (entry.at = 0; view.covers(entry.at, size); entry.at += size) visit(entry);
      if (view.length < length) break;
    }
  }
}

/** Without a dynamic section, those that are loaded. */
function tablesOfSections(file: ElfFile): readonly ElfRelocationTable[] {
  return file.image.sections
    .filter(({ type, flags }) => (type === SHT.rela || type === SHT.rel) && (flags & SHF.alloc) !== 0)
    .map(({ type, offset, size }) => tableOf(file, offset, size, type === SHT.rela));
}

function tableOf(file: ElfFile, offset: number, bytes: number, hasAddends: boolean): ElfRelocationTable {
  return { offset, count: Math.floor(bytes / entrySize(file, hasAddends)), hasAddends };
}

function entrySize({ word }: ElfFile, hasAddends: boolean): number {
  return word * (hasAddends ? 3 : 2);
}

class RelocationCursor implements ElfRelocation {
  at = 0;
  /** Of the half of r_info that names the symbol: 64-bit MIPS has it first in either byte order. */
  private readonly symbolAt: number;

  constructor(
    private readonly file: ElfFile,
    private readonly view: ByteView,
    private readonly hasAddends: boolean,
  ) {
    const { machine } = file.image.fields;
    this.symbolAt = view.littleEndian && machine !== EM.mips ? 12 : 8;
  }

  get place(): bigint {
    return this.file.wordAt(this.view, this.at);
  }

  get symbol(): number {
    return this.file.isWide ? this.view.u32(this.at + this.symbolAt) : this.view.u32(this.at + 4) >>> 8;
  }

  get type(): number {
    return this.file.isWide ? this.view.u32(this.at + 20 - this.symbolAt) : this.view.u32(this.at + 4) & 0xff;
  }

  get addend(): bigint | undefined {
    return this.hasAddends ? this.file.wordAt(this.view, this.at + this.file.word * 2) : undefined;
  }
}
