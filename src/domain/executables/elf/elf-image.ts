import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { readTable } from '#domain/bytes/read-table';
import { PN_ELSEWHERE, SHN_16 } from './elf-constants';
import type { ElfFields, ElfTable } from './elf-header';
import { readElfFields } from './elf-header';

/** A program header; `address` is p_vaddr, as radare2 shows it at its default base. */
export interface ElfSegment {
  readonly type: number;
  /** `PF`. */
  readonly flags: number;
  readonly address: bigint;
  readonly memorySize: bigint;
  readonly offset: number;
  readonly fileSize: number;
}

export interface ElfSection {
  readonly name: string;
  readonly type: number;
  /** `SHF`. */
  readonly flags: number;
  readonly address: bigint;
  readonly offset: number;
  readonly size: number;
  /** sh_link: of a symbol table, the index of the section with its names. */
  readonly link: number;
  /** Bytes of one entry of a table. */
  readonly entrySize: number;
}

/** The two tables of an ELF file, each empty where it is missing or lies outside of the file; at most 250,000 entries of each. */
export interface ElfImage {
  /** With the true numbers, wherever the file has them. */
  readonly fields: ElfFields;
  readonly segments: readonly ElfSegment[];
  readonly sections: readonly ElfSection[];
}

/** The names of as many sections as are read take some megabytes. */
const MAX_NAMES = 1 << 24;
const LONGEST_NAME = 128;

/** `undefined` when the header cannot be read. @throws what the source throws. */
export async function readElfImage(source: ByteSource): Promise<ElfImage | undefined> {
  const said = readElfFields(await readWithin(source, 0, 64));
  if (said === undefined) return undefined;
  const fields = await withTrueNumbers(source, said);
  return { fields, segments: await readSegments(source, fields), sections: await readSections(source, fields) };
}

/** Numbers that are too large for the header are in the first entry of the sections, which is none itself. Source: the ELF gABI. */
async function withTrueNumbers(source: ByteSource, fields: ElfFields): Promise<ElfFields> {
  const { programHeaders, sectionHeaders, nameSection, littleEndian } = fields;
  const [wide, size] = [fields.bits === 64, fields.bits === 64 ? 64 : 40];
  if (sectionHeaders.offset === 0) return fields;
  const isElsewhere = [
    sectionHeaders.count === 0,
    nameSection === SHN_16.elsewhere,
    programHeaders.count === PN_ELSEWHERE,
  ];
  if (!isElsewhere.includes(true)) return fields;
  const first = new ByteView(await readWithin(source, sectionHeaders.offset, size), littleEndian);
  if (!first.covers(0, size)) return fields;
  const [hasSections, hasNames, hasSegments] = isElsewhere;
  const [count, link, info] = [
    wide ? first.size64(32) : first.u32(20),
    first.u32(wide ? 40 : 24),
    first.u32(wide ? 44 : 28),
  ];
  return {
    ...fields,
    sectionHeaders: { ...sectionHeaders, ...(hasSections === true && { count }) },
    nameSection: hasNames === true ? link : nameSection,
    programHeaders: { ...programHeaders, ...(hasSegments === true && { count: info }) },
  };
}

async function readSegments(source: ByteSource, fields: ElfFields): Promise<readonly ElfSegment[]> {
  const wide = fields.bits === 64;
  return readEntries(source, fields.programHeaders, wide ? 56 : 32, fields.littleEndian, (view, at) => ({
    type: view.u32(at),
    flags: view.u32(at + (wide ? 4 : 24)),
    offset: wide ? view.size64(at + 8) : view.u32(at + 4),
    address: wide ? view.u64(at + 16) : BigInt(view.u32(at + 8)),
    fileSize: wide ? view.size64(at + 32) : view.u32(at + 16),
    memorySize: wide ? view.u64(at + 40) : BigInt(view.u32(at + 20)),
  }));
}

async function readSections(source: ByteSource, fields: ElfFields): Promise<readonly ElfSection[]> {
  const wide = fields.bits === 64;
  const raw = await readEntries(source, fields.sectionHeaders, wide ? 64 : 40, fields.littleEndian, (view, at) => ({
    nameAt: view.u32(at),
    type: view.u32(at + 4),
    flags: wide ? view.size64(at + 8) : view.u32(at + 8),
    address: wide ? view.u64(at + 16) : BigInt(view.u32(at + 12)),
    offset: wide ? view.size64(at + 24) : view.u32(at + 16),
    size: wide ? view.size64(at + 32) : view.u32(at + 20),
    link: view.u32(at + (wide ? 40 : 24)),
    entrySize: wide ? view.size64(at + 56) : view.u32(at + 36),
  }));
  const { offset = 0, size = 0 } = raw[fields.nameSection] ?? {};
  const names = new ByteView(await readWithin(source, offset, Math.min(size, MAX_NAMES)), fields.littleEndian);
  return raw.map(({ nameAt, ...section }) => ({ name: names.text(nameAt, LONGEST_NAME), ...section }));
}

/** Those that are whole. */
async function readEntries<Entry>(
  source: ByteSource,
  table: ElfTable,
  needed: number,
  littleEndian: boolean,
  decode: (view: ByteView, at: number) => Entry,
): Promise<readonly Entry[]> {
  if (table.offset === 0 || table.entrySize < needed) return [];
  return readTable(source, table, littleEndian, decode);
}
