import type { ByteSource } from './byte-source';
import { readWithin } from './byte-source';
import { ByteView } from './byte-view';
import type { ElfImage } from './elf-image';
import { loadedMap } from './elf-image';
import type { MemoryMap } from './memory-map';
import { readScatteredWords } from './scattered-words';
import { PT } from './elf-constants';

const MAX_DYNAMIC = 10_000;
const MAX_RELOCATIONS = 1_000_000;
const MAX_ARRAY = 4096;
const DT = { init: 12, fini: 13, rela: 7, relaSize: 8, rel: 17, relSize: 18 } as const;
/** Address and size of DT_INIT_ARRAY, DT_FINI_ARRAY and DT_PREINIT_ARRAY. */
const ARRAYS = [
  [25, 27],
  [26, 28],
  [32, 33],
] as const;
/** By e_machine, the relocation that adds the load address: i386, ARM, x86-64, ARM64. */
const RELATIVE: Readonly<Record<number, number>> = { 3: 8, 40: 23, 62: 8, 183: 1027 };

/** What the dynamic section has the loader do with code. */
export interface LoaderCalls {
  /** Functions that it calls before and after the program: DT_INIT, DT_FINI and the arrays. Nothing of them is checked. */
  readonly called: readonly bigint[];
  /** What it points to the place in memory where the program is loaded: functions, and much else. */
  readonly pointers: readonly bigint[];
}

/** Empty where there is no dynamic section. @throws what the source throws. */
export async function readLoaderCalls(source: ByteSource, image: ElfImage): Promise<LoaderCalls> {
  const dynamic = await readDynamic(source, image);
  if (dynamic.size === 0) return { called: [], pointers: [] };
  const pointers = await readRelative(source, image, dynamic);
  const single = [dynamic.get(DT.init), dynamic.get(DT.fini)].filter((each) => each !== undefined);
  const listed: bigint[] = [];
  for (const [place, size] of ARRAYS) {
    listed.push(...(await readArray(source, image, dynamic.get(place), dynamic.get(size), pointers)));
  }
  const isCall = (each: bigint): boolean => each !== 0n && each !== BigInt.asUintN(image.fields.bits, -1n);
  return { called: [...single, ...listed].filter(isCall), pointers: [...pointers.values()] };
}

async function readDynamic(source: ByteSource, { fields, segments }: ElfImage): Promise<ReadonlyMap<number, bigint>> {
  const entries = new Map<number, bigint>();
  const segment = segments.find(({ type }) => type === PT.dynamic);
  if (segment === undefined) return entries;
  const word = fields.bits / 8;
  const length = Math.min(segment.fileSize, MAX_DYNAMIC * word * 2);
  const view = new ByteView(await readWithin(source, segment.offset, length), fields.littleEndian);
  for (let at = 0; view.covers(at, word * 2); at += word * 2) {
    const tag = word === 8 ? view.size64(at) : view.u32(at);
    if (tag === 0) break;
    if (!entries.has(tag)) entries.set(tag, wordAt(view, at + word, fields.bits));
  }
  return entries;
}

/** By the place in memory that it is written to. */
async function readRelative(
  source: ByteSource,
  image: ElfImage,
  dynamic: ReadonlyMap<number, bigint>,
): Promise<ReadonlyMap<bigint, bigint>> {
  const { bits, littleEndian, machine } = image.fields;
  const wanted = RELATIVE[machine];
  const hasAddends = dynamic.has(DT.rela);
  const table = dynamic.get(hasAddends ? DT.rela : DT.rel);
  const size = dynamic.get(hasAddends ? DT.relaSize : DT.relSize);
  const map = loadedMap(image);
  const place = table === undefined ? undefined : map.locate(table);
  if (wanted === undefined || place === undefined || size === undefined) return new Map();
  const word = bits / 8;
  const entrySize = word * (hasAddends ? 3 : 2);
  const length = Math.min(Number(size), place.room, MAX_RELOCATIONS * entrySize);
  const view = new ByteView(await readWithin(source, place.offset, length), littleEndian);
  const addends = new Map<bigint, bigint>();
  for (let at = 0; view.covers(at, entrySize); at += entrySize) {
    const type = bits === 64 ? view.u32(at + (littleEndian ? 8 : 12)) : view.u32(at + 4) & 0xff;
    if (type === wanted) addends.set(wordAt(view, at, bits), hasAddends ? wordAt(view, at + 2 * word, bits) : 0n);
  }
  return hasAddends ? addends : inPlace(source, image, [...addends.keys()], map);
}

/** Without addends of their own, relocations add to what the file has there. */
async function inPlace(
  source: ByteSource,
  { fields }: ElfImage,
  places: readonly bigint[],
  map: MemoryMap,
): Promise<ReadonlyMap<bigint, bigint>> {
  const offsets = new Map(
    places.flatMap((place) => {
      const offset = map.locate(place)?.offset;
      return offset === undefined ? [] : [[place, offset] as const];
    }),
  );
  const words = await readScatteredWords(source, offsets.values(), fields.littleEndian);
  return new Map([...offsets].map(([place, offset]) => [place, BigInt(words.get(offset) ?? 0)]));
}

/** A program that is loaded anywhere has its array filled by relocations. */
async function readArray(
  source: ByteSource,
  image: ElfImage,
  start: bigint | undefined,
  size: bigint | undefined,
  pointers: ReadonlyMap<bigint, bigint>,
): Promise<readonly bigint[]> {
  const place = start === undefined ? undefined : loadedMap(image).locate(start);
  if (start === undefined || size === undefined || place === undefined) return [];
  const { bits, littleEndian } = image.fields;
  const word = bits / 8;
  const length = Math.min(Number(size), place.room, MAX_ARRAY * word);
  const view = new ByteView(await readWithin(source, place.offset, length), littleEndian);
  return Array.from({ length: Math.floor(view.length / word) }, (_, index) => {
    return pointers.get(start + BigInt(index * word)) ?? wordAt(view, index * word, bits);
  });
}

function wordAt(view: ByteView, at: number, bits: 32 | 64): bigint {
  return bits === 64 ? view.u64(at) : BigInt(view.u32(at));
}
