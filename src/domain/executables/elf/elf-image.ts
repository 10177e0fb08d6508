import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
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

/** The two tables of an ELF file, each empty where it is missing or lies outside of the file. */
export interface ElfImage {
  readonly fields: ElfFields;
  readonly segments: readonly ElfSegment[];
  readonly sections: readonly ElfSection[];
}

const MAX_NAMES = 1 << 20;
const LONGEST_NAME = 128;

/** `undefined` when the header cannot be read. @throws what the source throws. */
export async function readElfImage(source: ByteSource): Promise<ElfImage | undefined> {
  const fields = readElfFields(await readWithin(source, 0, 64));
  if (fields === undefined) return undefined;
  return { fields, segments: await readSegments(source, fields), sections: await readSections(source, fields) };
}

async function readSegments(source: ByteSource, fields: ElfFields): Promise<readonly ElfSegment[]> {
  const wide = fields.bits === 64;
  const views = await readEntries(source, fields.programHeaders, wide ? 56 : 32, fields.littleEndian);
  return views.map((view) => ({
    type: view.u32(0),
    flags: view.u32(wide ? 4 : 24),
    offset: wide ? view.size64(8) : view.u32(4),
    address: wide ? view.u64(16) : BigInt(view.u32(8)),
    fileSize: wide ? view.size64(32) : view.u32(16),
    memorySize: wide ? view.u64(40) : BigInt(view.u32(20)),
  }));
}

async function readSections(source: ByteSource, fields: ElfFields): Promise<readonly ElfSection[]> {
  const wide = fields.bits === 64;
  const views = await readEntries(source, fields.sectionHeaders, wide ? 64 : 40, fields.littleEndian);
  const raw = views.map((view) => ({
    nameAt: view.u32(0),
    type: view.u32(4),
    flags: wide ? view.size64(8) : view.u32(8),
    address: wide ? view.u64(16) : BigInt(view.u32(12)),
    offset: wide ? view.size64(24) : view.u32(16),
    size: wide ? view.size64(32) : view.u32(20),
    link: view.u32(wide ? 40 : 24),
    entrySize: wide ? view.size64(56) : view.u32(36),
  }));
  const { offset = 0, size = 0 } = raw[fields.nameSection] ?? {};
  const names = new ByteView(await readWithin(source, offset, Math.min(size, MAX_NAMES)), fields.littleEndian);
  return raw.map(({ nameAt, ...section }) => ({ name: names.text(nameAt, LONGEST_NAME), ...section }));
}

/** One view per entry that is whole. */
async function readEntries(
  source: ByteSource,
  { offset, entrySize, count }: ElfTable,
  needed: number,
  littleEndian: boolean,
): Promise<readonly ByteView[]> {
  if (offset === 0 || entrySize < needed) return [];
  const bytes = await readWithin(source, offset, entrySize * count);
  return Array.from(
    { length: Math.floor(bytes.length / entrySize) },
    (_, index) => new ByteView(bytes.subarray(index * entrySize, (index + 1) * entrySize), littleEndian),
  );
}
