import { ordinalName } from '#domain/anatomy/well-known-ordinals';
import type { ByteSource } from '#domain/identification/byte-source';
import { readWithin } from '#domain/identification/byte-source';
import { ByteView } from '#domain/identification/byte-view';
import type { PeImage } from '#domain/identification/pe-image';
import { address } from '#domain/shared/address';
import type { ImportedName } from './header-anatomy';
import { MAX_SYMBOLS } from './header-anatomy';
import { readName } from './name-table';

const IMPORT_DIRECTORY = 1;
const DELAY_DIRECTORY = 13;
const MAX_LIBRARIES = 4096;
/** Of all libraries together, whether they lead to a name or not. */
const MAX_THUNKS = MAX_SYMBOLS;
const THUNKS_PER_READ = 512;

/** All places relative to the image base. */
interface ImportedLibrary {
  readonly name: number;
  /** Names or ordinals, as the linker left them. */
  readonly lookup: number;
  /** Where the loader puts the functions' addresses. */
  readonly slots: number;
}

export interface PeImports {
  readonly libraries: readonly string[];
  readonly imports: readonly ImportedName[];
}

/** Imports of the image, then those that are loaded when they are first called. Source: Microsoft's PE format reference. */
export async function readPeImports(source: ByteSource, image: PeImage): Promise<PeImports> {
  const libraries: string[] = [];
  const imports: ImportedName[] = [];
  let thunks = 0;
  for (const library of await readLibraries(source, image)) {
    const offset = locate(image, library.name);
    const name = offset === undefined ? '' : await readName(source, offset);
    if (name === '') continue;
    libraries.push(name.toLowerCase());
    for await (const symbol of readThunks(source, image, library, name)) {
      if (thunks++ >= MAX_THUNKS) break;
      if (symbol.name === '') continue;
      imports.push({ ...symbol, library: name });
    }
  }
  return { libraries: [...new Set(libraries)], imports };
}

async function readLibraries(source: ByteSource, image: PeImage): Promise<readonly ImportedLibrary[]> {
  const usual = await readDescriptors(source, image, IMPORT_DIRECTORY, 20, (view) => ({
    name: view.u32(12),
    lookup: view.u32(0) === 0 ? view.u32(16) : view.u32(0),
    slots: view.u32(16),
  }));
  const base = Number(BigInt.asUintN(32, image.fields.imageBase));
  const delayed = await readDescriptors(source, image, DELAY_DIRECTORY, 32, (view) => {
    // Old linkers wrote addresses.
    const from = (view.u32(0) & 1) === 0 ? base : 0;
    const place = (at: number): number => Math.max(view.u32(at) - from, 0);
    return { name: place(4), slots: place(12), lookup: place(16) };
  });
  return [...usual, ...delayed];
}

/** Up to the first one without a name. */
async function readDescriptors(
  source: ByteSource,
  image: PeImage,
  directory: number,
  size: number,
  decode: (view: ByteView) => ImportedLibrary,
): Promise<readonly ImportedLibrary[]> {
  const libraries: ImportedLibrary[] = [];
  const rva = image.directories[directory]?.rva ?? 0;
  const start = rva === 0 ? undefined : locate(image, rva);
  while (start !== undefined && libraries.length < MAX_LIBRARIES) {
    const view = new ByteView(await readWithin(source, start + libraries.length * size, size), true);
    const library = decode(view);
    if (!view.covers(0, size) || library.name === 0 || library.lookup === 0) break;
    libraries.push(library);
  }
  return libraries;
}

/** What has no name that could be read has an empty one. */
async function* readThunks(
  source: ByteSource,
  image: PeImage,
  { lookup, slots }: ImportedLibrary,
  libraryName: string,
): AsyncGenerator<ImportedName> {
  const { bits, imageBase } = image.fields;
  const word = bits / 8;
  const start = locate(image, lookup);
  if (start === undefined) return;
  for (let first = 0; first < MAX_SYMBOLS; first += THUNKS_PER_READ) {
    const view = new ByteView(await readWithin(source, start + first * word, THUNKS_PER_READ * word), true);
    for (let at = 0; at < THUNKS_PER_READ * word; at += word) {
      const thunk = bits === 64 ? view.u64(at) : BigInt(view.u32(at));
      if (thunk === 0n) return;
      const name = await nameOfThunk(source, image, libraryName, thunk);
      const slot = imageBase + BigInt(slots + first * word + at);
      yield { name, address: address(BigInt.asUintN(64, slot)) };
    }
  }
}

/** By ordinal, or by a name that follows a two-byte hint. */
async function nameOfThunk(source: ByteSource, image: PeImage, library: string, thunk: bigint): Promise<string> {
  const isOrdinal = thunk >> BigInt(image.fields.bits - 1) === 1n;
  if (isOrdinal) return nameOfOrdinal(library, Number(thunk & 0xffffn));
  const offset = locate(image, Number(thunk & 0x7fff_ffffn));
  return offset === undefined ? '' : readName(source, offset + 2);
}

/** Some libraries never change their numbers. */
function nameOfOrdinal(library: string, ordinal: number): string {
  const name = ordinalName(library.toLowerCase(), ordinal);
  return name === `ord${ordinal}` ? `Ordinal_${ordinal}` : name;
}

function locate({ map }: PeImage, rva: number): number | undefined {
  return map.locate(BigInt(rva))?.offset;
}
