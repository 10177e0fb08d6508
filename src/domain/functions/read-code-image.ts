import { readWithin } from '#domain/bytes/byte-source';
import type { AddressRange, CodeRanges } from '#domain/bytes/code-ranges';
import type { CodeImage, ImageRegion } from '#domain/code/code-image';
import { ImageMemory } from '#domain/code/code-image';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import type { Bits } from '#domain/shared/executable-header';
import type { LoadedMemory } from './loaded-memory';
import { loadedMemory } from './loaded-memory';

/** A quarter of the code. */
const MOST_TABLE_SHARE = 4;

/** Places are numbers of 31 bits. */
const FARTHEST = 0x7000_0000n;
const ADDRESSES = 2n ** 64n;
/** Code that is scattered more thinly is not read in one piece. */
const MOST_GAP_SHARE = 4;
const GAPS_FREE = 1 << 20;

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
  const loaded = await loadedMemory(file);
  const start = code.ranges[0]?.address;
  const span = start === undefined ? 0n : spanOf(code, loaded.source.size);
  if (start === undefined || span === 0n) return undefined;
  const present = without(places(code.ranges, start), places(loaded.absent ?? [], start));
  if (present.length === 0) return undefined;
  const bytes = new Uint8Array(Number(span));
  const regions = relocated(await fill(bytes, start, loaded), start, loaded.pointers, bits === 64 ? 8 : 4);
  const image: CodeImage = {
    address: start,
    bits,
    bytes,
    ranges: without(present, tablesAmong(places(loaded.data ?? [], start), Number(span))),
    stubs: places(loaded.stubs ?? [], start),
    memory: new ImageMemory([{ place: 0, bytes }, ...regions]),
  };
  const { isFixed, globalOffsetTable: table } = loaded;
  const [near] = table === undefined ? [] : places([{ address: table, size: 0n }], start);
  return { image, isFixed, globalOffsetTable: near?.[0] };
}

/** Bytes from the first of the code to behind the last; 0 where that is too far, or more code than the file can fill. */
function spanOf({ ranges }: CodeRanges, fileSize: number): bigint {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return 0n;
  const size = ranges.reduce((sum, range) => sum + range.size, 0n);
  const span = last.address + last.size - first.address;
  // Behind the last address there is none.
  if (last.address + last.size > ADDRESSES) return 0n;
  const isDense = span <= FARTHEST && span <= size * BigInt(MOST_GAP_SHARE) + BigInt(GAPS_FREE);
  return isDense && size <= BigInt(fileSize + GAPS_FREE) ? span : 0n;
}

/** Reads what the loader maps: into `code` what lies there. @returns the rest. */
async function fill(
  code: Uint8Array,
  start: bigint,
  { source, ranges }: LoadedMemory,
): Promise<readonly ImageRegion[]> {
  const regions: ImageRegion[] = [];
  let allowance = source.size;
  for (const { address, offset, size } of ranges) {
    const place = address - start;
    if (place < -FARTHEST || place + BigInt(size) > FARTHEST || allowance <= 0) continue;
    const content = await readWithin(source, offset, Math.min(size, allowance));
    allowance -= content.length;
    regions.push(...placed(Number(place), content, code));
  }
  return regions;
}

/** With what the loader writes there, as if the program was loaded where it is linked for. */
function relocated(
  regions: readonly ImageRegion[],
  start: bigint,
  pointers: ReadonlyMap<bigint, bigint> = new Map(),
  word: 4 | 8,
): readonly ImageRegion[] {
  const written = new Map<ImageRegion, Buffer>();
  const memory = new ImageMemory(regions);
  for (const [address, pointer] of pointers) {
    const place = Number(address - start);
    const region = memory.regionOf(place);
    if (region === undefined || place - region.place + word > region.bytes.length) continue;
    const bytes = written.get(region) ?? Buffer.from(region.bytes);
    written.set(region, bytes);
    if (word === 8) bytes.writeBigUInt64LE(BigInt.asUintN(64, pointer), place - region.place);
    else bytes.writeUInt32LE(Number(BigInt.asUintN(32, pointer)), place - region.place);
  }
  return regions.map((each) => ({ place: each.place, bytes: written.get(each) ?? each.bytes }));
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

/** Of ascending ranges what is left beside others, in whatever order those are. */
function without(ranges: readonly PlaceRange[], others: readonly PlaceRange[]): readonly PlaceRange[] {
  const sorted = others.toSorted(([a], [b]) => a - b);
  const left: PlaceRange[] = [];
  let next = 0;
  // Where those end that begin before.
  let reach = -Infinity;
  for (const [start, end] of ranges) {
    for (let at = start; at < end;) {
      for (; (sorted[next]?.[0] ?? Infinity) <= at; next++) reach = Math.max(reach, sorted[next]?.[1] ?? 0);
      const stop = reach > at ? reach : Math.min(end, sorted[next]?.[0] ?? end);
      if (reach <= at) left.push([at, stop]);
      at = stop;
    }
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
