import { tameText } from '#domain/shared/hostile-text';
import type { ElfFile } from '#domain/identification/elf-file';
import { PT, SHT } from '#domain/identification/elf-constants';

/** What the dynamic section asks the loader for. */
export interface ElfDynamic {
  readonly needed: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  /** All symbols are bound at start. */
  readonly bindsNow: boolean;
  /** DF_1_PIE. */
  readonly saysPie: boolean;
}

// Source: the ELF gABI and glibc's elf.h.
const TAG = { needed: 1, strtab: 5, soname: 14, rpath: 15, bindNow: 24, runpath: 29, flags: 30 } as const;
const FLAGS_1 = 0x6ffffffb;
const DF_BIND_NOW = 0x8;
const DF_1_NOW = 0x1;
const DF_1_PIE = 0x0800_0000;
const MAX_ENTRIES = 8192;
const MAX_NEEDED = 1024;
const TEXT_LIMIT = 512;

/** `undefined` for a file without one. @throws what the source throws. */
export async function readElfDynamic(file: ElfFile): Promise<ElfDynamic | undefined> {
  const entries = await readEntries(file);
  if (entries.length === 0) return undefined;
  const value = (tag: number): bigint | undefined => entries.find(([each]) => each === tag)?.[1];
  const strings = value(TAG.strtab);
  const text = async (at: bigint | undefined): Promise<string | undefined> => {
    if (at === undefined || strings === undefined) return undefined;
    const found = (await file.at(strings + at, TEXT_LIMIT)).text(0, TEXT_LIMIT);
    return found === '' ? undefined : tameText(found, TEXT_LIMIT);
  };
  const needed: string[] = [];
  for (const [tag, at] of entries) {
    const name = tag === TAG.needed && needed.length < MAX_NEEDED ? await text(at) : undefined;
    if (name !== undefined) needed.push(name);
  }
  const [soname, rpath, runpath] = [
    await text(value(TAG.soname)),
    await text(value(TAG.rpath)),
    await text(value(TAG.runpath)),
  ];
  const flags = Number(value(TAG.flags) ?? 0n);
  const flags1 = Number(value(FLAGS_1) ?? 0n);
  return {
    needed,
    ...(soname !== undefined && { soname }),
    ...(rpath !== undefined && { rpath }),
    ...(runpath !== undefined && { runpath }),
    bindsNow: value(TAG.bindNow) !== undefined || (flags & DF_BIND_NOW) !== 0 || (flags1 & DF_1_NOW) !== 0,
    saysPie: (flags1 & DF_1_PIE) !== 0,
  };
}

/** Tag and value, up to DT_NULL. */
async function readEntries(file: ElfFile): Promise<readonly (readonly [number, bigint])[]> {
  const segment = file.image.segments.find(({ type }) => type === PT.dynamic);
  const section = file.image.sections.find(({ type }) => type === SHT.dynamic);
  const [offset, size] = segment ? [segment.offset, segment.fileSize] : [section?.offset ?? 0, section?.size ?? 0];
  const word = file.isWide ? 8 : 4;
  const view = await file.read(offset, Math.min(size, MAX_ENTRIES * word * 2));
  const entries: [number, bigint][] = [];
  for (let at = 0; view.covers(at, word * 2); at += word * 2) {
    const tag = file.isWide ? view.size64(at) : view.u32(at);
    if (tag === 0) break;
    entries.push([tag, file.isWide ? view.u64(at + word) : BigInt(view.u32(at + word))]);
  }
  return entries;
}
