import { NAME_LIMIT, nameOf } from '#domain/bytes/name-table';
import { DF, DF_1, DT, PT, SHT } from './elf-constants';
import type { ElfFile, FilePlace } from './elf-file';

/** What the dynamic section asks the loader for. */
export interface ElfDynamic {
  /** The libraries, each once. */
  readonly needed: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  /** All symbols are bound at start. */
  readonly bindsNow: boolean;
  /** DF_1_PIE. */
  readonly saysPie: boolean;
  /** By tag. Of several entries with one tag the loader goes by the last. */
  readonly values: ReadonlyMap<number, bigint>;
}

/** Only what somebody asks for is kept, however many other tags there are. */
const KNOWN_TAGS: ReadonlySet<number> = new Set(Object.values(DT));
/** The loader knows no bound; this one is beyond what any linker writes. */
const MAX_ENTRIES = 1 << 20;
const ENTRIES_PER_READ = 256;
const MAX_NEEDED = 1024;

interface Entries {
  readonly values: Map<number, bigint>;
  /** Of DT_NEEDED: where the names are. */
  readonly needed: Set<bigint>;
}

/** `undefined` when the file is linked statically, or not linked. @throws what the source throws. */
export async function readElfDynamic(file: ElfFile): Promise<ElfDynamic | undefined> {
  const { values, needed } = await readEntries(file);
  if (values.size === 0) return undefined;
  const names = values.get(DT.strtab);
  const text = (tag: number): Promise<string | undefined> => nameAt(file, names, values.get(tag));
  const [soname, rpath, runpath] = [await text(DT.soname), await text(DT.rpath), await text(DT.runpath)];
  const [flags, flags1] = [Number(values.get(DT.flags) ?? 0n), Number(values.get(DT.flags1) ?? 0n)];
  return {
    needed: await namesAt(file, names, needed),
    ...(soname !== undefined && { soname }),
    ...(rpath !== undefined && { rpath }),
    ...(runpath !== undefined && { runpath }),
    bindsNow: values.has(DT.bindNow) || (flags & DF.bindNow) !== 0 || (flags1 & DF_1.now) !== 0,
    saysPie: (flags1 & DF_1.pie) !== 0,
    values,
  };
}

async function namesAt(file: ElfFile, names: bigint | undefined, places: Iterable<bigint>): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const place of places) {
    const name = await nameAt(file, names, place);
    if (name !== undefined) found.add(name);
  }
  return [...found];
}

/** Of the loader's table of names, whatever DT_STRSZ says of its size: the loader does not ask. */
async function nameAt(
  file: ElfFile,
  names: bigint | undefined,
  place: bigint | undefined,
): Promise<string | undefined> {
  if (names === undefined || place === undefined) return undefined;
  const name = nameOf((await file.at(names + place, NAME_LIMIT)).bytes);
  return name === '' ? undefined : name;
}

/** Up to DT_NULL. */
async function readEntries(file: ElfFile): Promise<Entries> {
  const entries: Entries = { values: new Map(), needed: new Set() };
  const { offset: start, room } = dynamicPlace(file) ?? { offset: 0, room: 0 };
  const size = file.word * 2;
  const end = Math.min(start + Math.min(room, MAX_ENTRIES * size), file.source.size);
  for (let offset = start; offset < end; offset += ENTRIES_PER_READ * size) {
    const view = await file.read(offset, Math.min(ENTRIES_PER_READ * size, end - offset));
    for (let at = 0; view.covers(at, size); at += size) {
      const tag = file.isWide ? view.size64(at) : view.u32(at);
      if (tag === DT.null) return entries;
      note(entries, tag, file.wordAt(view, at + file.word));
    }
  }
  return entries;
}

function note({ values, needed }: Entries, tag: number, value: bigint): void {
  if (KNOWN_TAGS.has(tag)) values.set(tag, value);
  if (tag === DT.needed && needed.size < MAX_NEEDED) needed.add(value);
}

/** The loader goes by the last segment of the kind, and by its address in memory; sections say where to look where none does. */
function dynamicPlace(file: ElfFile): FilePlace | undefined {
  const { segments, sections } = file.image;
  const segment = segments.findLast(({ type, fileSize }) => type === PT.dynamic && fileSize > 0);
  if (segment !== undefined) {
    return file.locate(segment.address) ?? { offset: segment.offset, room: segment.fileSize };
  }
  const section = sections.find(({ type }) => type === SHT.dynamic);
  return section && { offset: section.offset, room: section.size };
}
