import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';

/** One function of another file, as the import tables have it: text of the file, neither checked nor tamed. */
export interface PeImport {
  readonly library: string;
  /** Absent for an import by number. */
  readonly name?: string;
  readonly ordinal?: number;
  /** Where the loader puts its address; relative to the image base. */
  readonly slot: number;
  /** Loaded when it is first called. */
  readonly isDelayed: boolean;
}

export interface PeImports {
  /** As the file writes them, in its order; more than once where it has them so. */
  readonly libraries: readonly string[];
  readonly imports: readonly PeImport[];
}

/** All places relative to the image base. */
interface ImportedLibrary {
  readonly name: number;
  /** Names or numbers, as the linker left them. */
  readonly lookup: number;
  readonly slots: number;
  readonly isDelayed: boolean;
  /** What its names are counted from: 0, or the image base where a linker wrote addresses. */
  readonly base: number;
}

/** Of a descriptor's attributes: its fields are relative to the image base. */
const RVA_BASED = 1;
const MAX_LIBRARIES = 4096;
/** Of all libraries together, whether they lead to a name or not. */
const MAX_THUNKS = 250_000;
const THUNKS_PER_READ = 512;
const LONGEST_NAME = 512;
const UTF8 = new TextDecoder();

/** Imports of the image, then those that are loaded late. Source: Microsoft's PE format reference. @throws what the source throws. */
export async function readPeImports(file: PeFile): Promise<PeImports> {
  const libraries: string[] = [];
  const imports: PeImport[] = [];
  let thunks = 0;
  for (const library of await readLibraries(file)) {
    const name = await textAt(file, library.name);
    if (name === '') continue;
    libraries.push(name);
    for await (const symbol of readThunks(file, library)) {
      if (thunks++ >= MAX_THUNKS) break;
      if (symbol !== undefined) imports.push({ library: name, ...symbol });
    }
  }
  return { libraries, imports };
}

async function readLibraries(file: PeFile): Promise<readonly ImportedLibrary[]> {
  const usual = await readDescriptors(file, PE_DIRECTORY.import, 20, (view) => ({
    name: view.u32(12),
    // Old linkers leave names in the slots alone, and so do those who want their files to look old.
    lookup: view.u32(0),
    slots: view.u32(16),
    isDelayed: false,
    base: 0,
  }));
  const base = Number(BigInt.asUintN(32, file.image.fields.imageBase));
  const delayed = await readDescriptors(file, PE_DIRECTORY.delayImport, 32, (view) => {
    const isOld = (view.u32(0) & RVA_BASED) === 0 && view.u32(4) !== 0;
    const from = isOld && isAddressed(file, view, base) ? base : 0;
    const place = (at: number): number => Math.max(view.u32(at) - from, 0);
    return { name: place(4), slots: place(12), lookup: place(16), isDelayed: true, base: from };
  });
  return [...usual, ...delayed];
}

/**
 * Linkers before Visual C++ 7 wrote addresses and no attributes; Delphi writes none either, and relative addresses all the same.
 * Addresses they are where all of them lead into the file as such. Source: delayimp.h of Visual C++ 6 and 7.
 */
function isAddressed(file: PeFile, view: ByteView, base: number): boolean {
  return [4, 12, 16].every((at) => view.u32(at) >= base && file.offsetOf(view.u32(at) - base) !== undefined);
}

/** Up to the first one without a name. */
async function readDescriptors(
  file: PeFile,
  directory: number,
  size: number,
  decode: (view: ByteView) => ImportedLibrary,
): Promise<readonly ImportedLibrary[]> {
  const libraries: ImportedLibrary[] = [];
  const rva = file.directory(directory)?.rva ?? 0;
  const start = rva === 0 ? undefined : file.offsetOf(rva);
  while (start !== undefined && libraries.length < MAX_LIBRARIES) {
    const view = new ByteView(await readWithin(file.source, start + libraries.length * size, size), true);
    const library = decode(view);
    if (!view.covers(0, size) || library.name === 0) break;
    libraries.push(library);
  }
  return libraries;
}

/** `undefined` for one that has no name that could be read; what follows a damaged entry is none. */
async function* readThunks(
  file: PeFile,
  { lookup, slots, isDelayed, base }: ImportedLibrary,
): AsyncGenerator<Omit<PeImport, 'library'> | undefined> {
  const word = file.image.fields.bits / 8;
  const start = (await thunksAt(file, lookup)) ?? (isDelayed ? undefined : file.offsetOf(slots));
  if (start === undefined) return;
  for (let first = 0; first < MAX_THUNKS; first += THUNKS_PER_READ) {
    const view = new ByteView(await readWithin(file.source, start + first * word, THUNKS_PER_READ * word), true);
    for (let at = 0; at < THUNKS_PER_READ * word; at += word) {
      const thunk = word === 8 ? view.u64(at) : BigInt(view.u32(at));
      if (thunk === 0n) return;
      const symbol = await symbolOf(file, thunk, base);
      if (symbol === 'damaged') return;
      yield symbol && { ...symbol, slot: slots + first * word + at, isDelayed };
    }
  }
}

/** Where a table is that has an entry. */
async function thunksAt(file: PeFile, rva: number): Promise<number | undefined> {
  const offset = rva === 0 ? undefined : file.offsetOf(rva);
  if (offset === undefined) return undefined;
  const first = await readWithin(file.source, offset, file.image.fields.bits / 8);
  return first.some((byte) => byte !== 0) ? offset : undefined;
}

/** By ordinal, or by a name that follows a two-byte hint; damaged where that lies outside of the file. */
async function symbolOf(
  file: PeFile,
  thunk: bigint,
  base: number,
): Promise<Pick<PeImport, 'name' | 'ordinal'> | 'damaged' | undefined> {
  const isOrdinal = thunk >> BigInt(file.image.fields.bits - 1) === 1n;
  if (isOrdinal) return { ordinal: Number(thunk & 0xffffn) };
  const hint = Number(thunk & 0x7fff_ffffn) - base;
  if (file.offsetOf(hint) === undefined) return 'damaged';
  const name = await textAt(file, hint + 2);
  return name === '' ? undefined : { name };
}

async function textAt(file: PeFile, rva: number): Promise<string> {
  const offset = file.offsetOf(rva);
  if (offset === undefined) return '';
  const bytes = await readWithin(file.source, offset, LONGEST_NAME);
  const end = bytes.indexOf(0);
  return UTF8.decode(end === -1 ? bytes : bytes.subarray(0, end));
}
