import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { MemoryMap } from '#domain/bytes/memory-map';
import type { PeFields } from './pe-header';

export interface PeSection {
  readonly name: string;
  /** Relative to the image base. */
  readonly rva: number;
  readonly virtualSize: number;
  readonly offset: number;
  readonly fileSize: number;
  /** `SCN`. */
  readonly characteristics: number;
}

export interface PeDirectory {
  readonly rva: number;
  readonly size: number;
}

export interface PeImage {
  readonly fields: PeFields;
  readonly sections: readonly PeSection[];
  /** By index (`PE_DIRECTORY`), at most 16. */
  readonly directories: readonly PeDirectory[];
  /** From RVA to file offset. */
  readonly map: MemoryMap;
}

const SECTION_SIZE = 40;
const MAX_DIRECTORIES = 16;
/** The loader cuts a section's file offset down to a multiple of this, unless the file is aligned more finely. */
const SECTOR = 512;

/** @param head the file's first bytes, with the header that `fields` are of. @throws what the source throws. */
export async function readPeImage(source: ByteSource, head: ByteView, fields: PeFields): Promise<PeImage> {
  const fileAlignment = head.u32(fields.optionalHeader + 36);
  const table = await readWithin(source, fields.sectionTable, fields.sectionCount * SECTION_SIZE);
  const sections = readSections(new ByteView(table, true), fileAlignment);
  const headers = { address: 0n, size: head.u32(fields.optionalHeader + 60), offset: 0 };
  const mapped = sections.map((section) => ({
    address: BigInt(section.rva),
    size: Math.min(section.fileSize, section.virtualSize || section.fileSize),
    offset: section.offset,
  }));
  return { fields, sections, directories: readDirectories(head, fields), map: new MemoryMap([headers, ...mapped]) };
}

function readSections(view: ByteView, fileAlignment: number): readonly PeSection[] {
  return Array.from({ length: Math.floor(view.length / SECTION_SIZE) }, (_, index) => {
    const at = index * SECTION_SIZE;
    const offset = view.u32(at + 20);
    return {
      name: view.text(at, 8),
      virtualSize: view.u32(at + 8),
      rva: view.u32(at + 12),
      fileSize: view.u32(at + 16),
      offset: fileAlignment < SECTOR ? offset : offset - (offset % SECTOR),
      characteristics: view.u32(at + 36),
    };
  });
}

function readDirectories(view: ByteView, { bits, optionalHeader, sectionTable }: PeFields): readonly PeDirectory[] {
  const first = optionalHeader + (bits === 64 ? 112 : 96);
  const room = Math.max(Math.floor((sectionTable - first) / 8), 0);
  const count = Math.min(view.u32(first - 4), room, MAX_DIRECTORIES);
  return Array.from({ length: count }, (_, index) => ({
    rva: view.u32(first + index * 8),
    size: view.u32(first + index * 8 + 4),
  }));
}
