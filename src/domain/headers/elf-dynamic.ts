import type { ByteSource } from '#domain/identification/byte-source';
import type { ElfImage } from '#domain/identification/elf-image';
import { MemoryMap } from '#domain/identification/memory-map';
import { NameTable } from '#domain/identification/name-table';
import { readTable } from '#domain/identification/read-table';
import { PT, SHT } from '#domain/identification/elf-constants';

const MAX_ENTRIES = 10_000;
const DT = {
  needed: 1,
  strtab: 5,
  symtab: 6,
  strsz: 10,
} as const;

/** What the dynamic linker is told. */
export interface ElfDynamic {
  readonly libraries: readonly string[];
  /** Where names and symbols are in the file, for programs without section headers. */
  readonly names?: FilePlace;
  readonly symbols?: FilePlace;
}

export interface FilePlace {
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
}

/** `undefined` when the file is linked statically, or not linked. */
export async function readElfDynamic(source: ByteSource, image: ElfImage): Promise<ElfDynamic | undefined> {
  const place = dynamicPlace(image);
  if (place === undefined) return undefined;
  const wide = image.fields.bits === 64;
  const entrySize = wide ? 16 : 8;
  const table = { offset: place.offset, entrySize, count: Math.min(Math.floor(place.size / entrySize), MAX_ENTRIES) };
  let isOver = false;
  const entries = await readTable(source, table, image.fields.littleEndian, (view, at) => {
    const tag = wide ? view.size64(at) : view.u32(at);
    if (tag === 0) isOver = true;
    return isOver ? undefined : { tag, value: wide ? view.u64(at + 8) : BigInt(view.u32(at + 4)) };
  });
  const value = (tag: number): bigint | undefined => entries.find((entry) => entry.tag === tag)?.value;
  const map = mapOf(image);
  const names = placeAt(map, value(DT.strtab), value(DT.strsz));
  const nameTable = names === undefined ? undefined : await NameTable.read(source, names.offset, names.size);
  const libraries = entries
    .filter(({ tag }) => tag === DT.needed)
    .map((entry) => nameTable?.at(Number(entry.value)) ?? '')
    .filter((name) => name !== '');
  const symbols = placeAt(map, value(DT.symtab), distance(value(DT.symtab), value(DT.strtab)));
  return {
    libraries: [...new Set(libraries)],
    ...(names !== undefined && { names }),
    ...(symbols !== undefined && { symbols }),
  };
}

function dynamicPlace({ segments, sections }: ElfImage): FilePlace | undefined {
  const segment = segments.find(({ type, fileSize }) => type === PT.dynamic && fileSize > 0);
  if (segment !== undefined) return { offset: segment.offset, size: segment.fileSize };
  return sections.find(({ type }) => type === SHT.dynamic);
}

function mapOf({ segments }: ElfImage): MemoryMap {
  const loaded = segments.filter(({ type }) => type === PT.load);
  return new MemoryMap(loaded.map((segment) => ({ ...segment, size: segment.fileSize })));
}

function placeAt(map: MemoryMap, address: bigint | undefined, size: bigint | undefined): FilePlace | undefined {
  const found = address === undefined ? undefined : map.locate(address);
  if (found === undefined || size === undefined) return undefined;
  return { offset: found.offset, size: Math.min(Number(size), found.room) };
}

/** Linkers put the names right behind the symbols; nothing else says where these end. */
function distance(from: bigint | undefined, to: bigint | undefined): bigint | undefined {
  return from === undefined || to === undefined || to <= from ? undefined : to - from;
}
