import { readScatteredWords } from '#domain/bytes/scattered-words';
import { DT, EM } from './elf-constants';
import type { ElfDynamic } from './elf-dynamic';
import type { ElfFile } from './elf-file';
import { eachRelocation, relocationTables } from './elf-relocations';

const MAX_ARRAY = 4096;
/** Address and size. */
const ARRAYS = [
  [DT.initArray, DT.initArraySize],
  [DT.finiArray, DT.finiArraySize],
  [DT.preinitArray, DT.preinitArraySize],
] as const;
/** By e_machine, the relocation that adds the load address. */
const RELATIVE: Readonly<Record<number, number>> = { [EM.i386]: 8, [EM.arm]: 23, [EM.x86_64]: 8, [EM.aarch64]: 1027 };

/** What the dynamic section has the loader do with code. */
export interface LoaderCalls {
  /** Functions that it calls before and after the program: DT_INIT, DT_FINI and the arrays. Nothing of them is checked. */
  readonly called: readonly bigint[];
  /** What it points to the place in memory where the program is loaded, by where it writes that: functions, and much else. */
  readonly pointers: ReadonlyMap<bigint, bigint>;
}

/** Empty where there is no dynamic section. @throws what the source throws. */
export async function readLoaderCalls(file: ElfFile, dynamic: ElfDynamic | undefined): Promise<LoaderCalls> {
  if (dynamic === undefined) return { called: [], pointers: new Map() };
  const { values } = dynamic;
  const pointers = await readRelative(file, dynamic);
  const single = [values.get(DT.init), values.get(DT.fini)].filter((each) => each !== undefined);
  const listed: bigint[] = [];
  for (const [place, size] of ARRAYS) {
    listed.push(...(await readArray(file, values.get(place), values.get(size), pointers)));
  }
  const isCall = (each: bigint): boolean => each !== 0n && each !== BigInt.asUintN(file.image.fields.bits, -1n);
  return { called: [...single, ...listed].filter(isCall), pointers };
}

/** By the place in memory that it is written to. */
async function readRelative(file: ElfFile, dynamic: ElfDynamic): Promise<ReadonlyMap<bigint, bigint>> {
  const wanted = RELATIVE[file.image.fields.machine];
  if (wanted === undefined) return new Map();
  const addends = new Map<bigint, bigint>();
  const places: bigint[] = [];
  await eachRelocation(file, relocationTables(file, dynamic), (relocation) => {
    if (relocation.type !== wanted) return;
    const { place, addend } = relocation;
    if (addend === undefined) places.push(place);
    else addends.set(place, addend);
  });
  for (const [place, word] of await inPlace(file, places)) addends.set(place, word);
  return addends;
}

/** Without addends of their own, relocations add to what the file has there. */
async function inPlace(file: ElfFile, places: readonly bigint[]): Promise<readonly (readonly [bigint, bigint])[]> {
  const offsets = new Map(
    places.flatMap((place) => {
      const offset = file.locate(place)?.offset;
      return offset === undefined ? [] : [[place, offset] as const];
    }),
  );
  const words = await readScatteredWords(file.source, offsets.values(), file.image.fields.littleEndian);
  return [...offsets].map(([place, offset]) => [place, BigInt(words.get(offset) ?? 0)]);
}

/** A program that is loaded anywhere has its array filled by relocations. */
async function readArray(
  file: ElfFile,
  start: bigint | undefined,
  size: bigint | undefined,
  pointers: ReadonlyMap<bigint, bigint>,
): Promise<readonly bigint[]> {
  if (start === undefined || size === undefined) return [];
  const { word } = file;
  const view = await file.at(start, Math.min(Number(size), MAX_ARRAY * word));
  return Array.from({ length: Math.floor(view.length / word) }, (_, index) => {
    return pointers.get(start + BigInt(index * word)) ?? file.wordAt(view, index * word);
  });
}
