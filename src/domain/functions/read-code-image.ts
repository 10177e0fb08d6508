import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import type { AddressRange, CodeRanges } from '#domain/bytes/code-ranges';
import type { MappedRange } from '#domain/bytes/memory-map';
import type { CodeImage, ImageRegion } from '#domain/code/code-image';
import { ImageMemory } from '#domain/code/code-image';
import { DT, ET } from '#domain/executables/elf/elf-constants';
import type { OpenedElf } from '#domain/executables/elf/opened-elf';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import type { OpenedPe } from '#domain/executables/pe/opened-pe';
import { PE_DIRECTORY } from '#domain/executables/pe/pe-constants';
import type { Bits } from '#domain/shared/executable-header';
import { elfStubs } from './elf-function-starts';

const MACHO_STUBS = /^__(?:symbol_stub\d*|picsymbol_stub\d*|stubs?|auth_stubs|stub_helper|jump_table)$/;
/** A quarter of the code. */
const MOST_TABLE_SHARE = 4;
const PE_TABLES: readonly number[] = [
  PE_DIRECTORY.export,
  PE_DIRECTORY.import,
  PE_DIRECTORY.exception,
  PE_DIRECTORY.debug,
  PE_DIRECTORY.tls,
  PE_DIRECTORY.loadConfig,
  PE_DIRECTORY.iat,
  PE_DIRECTORY.delayImport,
];

/** Places are numbers of 31 bits. */
const FARTHEST = 0x7000_0000n;
/** Code that is scattered more thinly is not read in one piece. */
const MOST_GAP_SHARE = 4;
const GAPS_FREE = 1 << 20;

/** Memory as the loader maps it. */
interface LoadedFile {
  readonly source: ByteSource;
  readonly ranges: readonly MappedRange[];
  /** Operands are addresses as they stand. */
  readonly isFixed: boolean;
  readonly globalOffsetTable?: bigint;
  /** Tables in the midst of the code. */
  readonly data?: readonly AddressRange[];
  readonly stubs?: readonly AddressRange[];
}

export interface LoadedCode {
  readonly image: CodeImage;
  readonly isFixed: boolean;
  /** A place. */
  readonly globalOffsetTable: number | undefined;
}

/**
 * What of a linked program is code, and all of its memory that the file fills. `undefined` where there is none, or it lies too far
 * apart. @throws what the source throws.
 */
export async function readCodeImage(
  file: OpenedExecutable,
  code: CodeRanges,
  bits: Bits,
): Promise<LoadedCode | undefined> {
  const loaded = await loadedFile(file);
  const start = code.ranges[0]?.address;
  const span = start === undefined ? 0n : spanOf(code, loaded.source.size);
  if (start === undefined || span === 0n) return undefined;
  const bytes = new Uint8Array(Number(span));
  const regions: ImageRegion[] = [];
  let allowance = loaded.source.size;
  for (const { address, offset, size: length } of loaded.ranges) {
    const place = address - start;
    if (place < -FARTHEST || place + BigInt(length) > FARTHEST || allowance <= 0) continue;
    const content = await readWithin(loaded.source, offset, Math.min(length, allowance));
    allowance -= content.length;
    regions.push(...placed(Number(place), content, bytes));
  }
  const image: CodeImage = {
    address: start,
    bits,
    bytes,
    ranges: without(places(code.ranges, start), tablesAmong(places(loaded.data ?? [], start), Number(span))),
    stubs: places(loaded.stubs ?? [], start),
    memory: new ImageMemory([{ place: 0, bytes }, ...regions]),
  };
  const { isFixed, globalOffsetTable: table } = loaded;
  const distance = table === undefined ? undefined : table - start;
  const isNear = distance !== undefined && distance > -FARTHEST && distance < FARTHEST;
  return { image, isFixed, globalOffsetTable: isNear ? Number(distance) : undefined };
}

/** Bytes from the first of the code to behind the last; 0 where that is too far, or more code than the file can fill. */
function spanOf({ ranges }: CodeRanges, fileSize: number): bigint {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return 0n;
  const size = ranges.reduce((sum, range) => sum + range.size, 0n);
  const span = last.address + last.size - first.address;
  const isDense = span <= FARTHEST && span <= size * BigInt(MOST_GAP_SHARE) + BigInt(GAPS_FREE);
  return isDense && size <= BigInt(fileSize + GAPS_FREE) ? span : 0n;
}

type PlaceRange = readonly [number, number];

/** Within 31 bits; those beyond are left out. */
function places(ranges: readonly AddressRange[], start: bigint): readonly PlaceRange[] {
  return ranges
    .filter(({ address, size }) => address - start > -FARTHEST && address - start + size < FARTHEST)
    .map(({ address, size }) => [Number(address - start), Number(address - start + size)]);
}

/** None of them where they claim so much of the code that they cannot be what they are called. */
function tablesAmong(tables: readonly PlaceRange[], codeSize: number): readonly PlaceRange[] {
  const claimed = tables.reduce((sum, [start, end]) => sum + end - start, 0);
  return claimed * MOST_TABLE_SHARE > codeSize ? [] : tables;
}

/** Of ascending ranges what is left beside others. */
function without(ranges: readonly PlaceRange[], others: readonly PlaceRange[]): readonly PlaceRange[] {
  let left = ranges;
  for (const [from, to] of others) {
    left = left.flatMap(([start, end]): readonly PlaceRange[] => {
      if (to <= start || from >= end) return [[start, end]];
      return [[start, Math.min(end, from)] as const, [Math.max(start, to), end] as const].filter(([a, b]) => a < b);
    });
  }
  return left;
}

/** Copies what lies among the code there; the rest is memory of its own. */
function placed(place: number, content: Uint8Array, code: Uint8Array): readonly ImageRegion[] {
  const [from, to] = [Math.max(0, place), Math.min(code.length, place + content.length)];
  if (from >= to) return [{ place, bytes: content }];
  code.set(content.subarray(from - place, to - place), from);
  const before = { place, bytes: content.subarray(0, from - place) };
  const behind = { place: to, bytes: content.subarray(to - place) };
  return [before, behind].filter(({ bytes }) => bytes.length > 0);
}

async function loadedFile(file: OpenedExecutable): Promise<LoadedFile> {
  switch (file.format) {
    case 'elf':
      return loadedElf(file);
    case 'pe': {
      const { source, image } = file.file;
      const ranges = image.map.ranges.map((range) => ({ ...range, address: image.fields.imageBase + range.address }));
      return { source, ranges, isFixed: image.fields.bits === 32, data: peTables(file) };
    }
    case 'macho': {
      const stubs = file.image.segments.flatMap(({ sections }) =>
        sections.filter(({ name }) => MACHO_STUBS.test(name)),
      );
      return { source: file.source, ranges: file.map.ranges, isFixed: file.image.fields.bits === 32, stubs };
    }
  }
}

/** Linkers put imports, exports and others among the code. */
function peTables({ file: { image } }: OpenedPe): readonly AddressRange[] {
  const { directories, imageBase } = image.fields;
  return PE_TABLES.flatMap((index) => {
    const { rva = 0, size = 0 } = directories[index] ?? {};
    return rva === 0 || size === 0 ? [] : [{ address: imageBase + BigInt(rva), size: BigInt(size) }];
  });
}

async function loadedElf(elf: OpenedElf): Promise<LoadedFile> {
  const { source, image, map } = elf.file;
  const { type } = image.fields;
  const dynamic = await elf.dynamic();
  const table =
    dynamic?.values.get(DT.pltGot) ?? elf.file.section('.got.plt')?.address ?? elf.file.section('.got')?.address;
  const isFixed = type === ET.executable;
  const stubs = elfStubs(image).ranges;
  return { source, ranges: map.ranges, isFixed, stubs, ...(table !== undefined && { globalOffsetTable: table }) };
}
