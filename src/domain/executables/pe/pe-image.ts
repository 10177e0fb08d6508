import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { MappedRange } from '#domain/bytes/memory-map';
import { MemoryMap } from '#domain/bytes/memory-map';
import type { LongNames } from './coff-names';
import { readLongNames } from './coff-names';
import type { PeFields } from './pe-header';

export interface PeSection {
  /** As the file has it, a long one from the table of strings; it may be empty. */
  readonly name: string;
  /** Relative to the image base. */
  readonly rva: number;
  readonly virtualSize: number;
  readonly offset: number;
  /** 0 also where the header gives bytes and no place for them: the loader fills such a section with zeroes. */
  readonly fileSize: number;
  /** `SCN`. */
  readonly characteristics: number;
}

export interface PeImage {
  readonly fields: PeFields;
  readonly sections: readonly PeSection[];
  /**
   * Below a page's alignment a file is loaded as it is, its sections included, if it has any: every RVA is an offset, all may be
   * read, written and executed. Source: the loader's behaviour, as pefile and Corkami's PE files ("low alignment mode") have it.
   */
  readonly isLoadedAsItIs: boolean;
  /** From RVA to file offset. */
  readonly map: MemoryMap;
}

const SECTION_SIZE = 40;
/** The loader cuts a section's file offset down to a multiple of this, unless the file is aligned more finely. */
const SECTOR = 512;
const PAGE = 0x1000;

/** @throws what the source throws. */
export async function readPeImage(source: ByteSource, fields: PeFields): Promise<PeImage> {
  const table = new ByteView(await readWithin(source, fields.sectionTable, fields.sectionCount * SECTION_SIZE), true);
  const sections = readSections(table, fields.fileAlignment, await readLongNames(source, fields, namesOf(table)));
  const isLoadedAsItIs = fields.sectionAlignment < PAGE && sections.every((section) => liesAsLoaded(section));
  const whole = { address: 0n, size: source.size, offset: 0 };
  const map = isLoadedAsItIs ? new MemoryMap([whole]) : mapOf(fields, sections, source.size);
  return { fields, sections, isLoadedAsItIs, map };
}

function namesOf(table: ByteView): readonly string[] {
  return Array.from({ length: Math.floor(table.length / SECTION_SIZE) }, (_, index) =>
    table.text(index * SECTION_SIZE, 8),
  );
}

function readSections(view: ByteView, fileAlignment: number, nameOf: LongNames): readonly PeSection[] {
  return namesOf(view).map((name, index) => {
    const at = index * SECTION_SIZE;
    const offset = view.u32(at + 20);
    return {
      name: nameOf(name),
      virtualSize: view.u32(at + 8),
      rva: view.u32(at + 12),
      fileSize: offset === 0 ? 0 : view.u32(at + 16),
      offset: fileAlignment < SECTOR ? offset : offset - (offset % SECTOR),
      characteristics: view.u32(at + 36),
    };
  });
}

/** The headers have the first page to themselves, and a section all of its last page, as far as the file has bytes for it. */
function mapOf(fields: PeFields, sections: readonly PeSection[], fileSize: number): MemoryMap {
  const headers = { address: 0n, size: Math.min(Math.max(fields.headersSize, PAGE), fileSize), offset: 0 };
  return new MemoryMap([headers, ...sections.map(rangeOf)]);
}

function liesAsLoaded({ rva, offset, fileSize }: PeSection): boolean {
  return fileSize === 0 || rva === offset;
}

function rangeOf({ rva, offset, fileSize, virtualSize }: PeSection): MappedRange {
  const pages = Math.ceil((virtualSize || fileSize) / PAGE) * PAGE;
  return { address: BigInt(rva), size: Math.min(fileSize, pages), offset };
}
