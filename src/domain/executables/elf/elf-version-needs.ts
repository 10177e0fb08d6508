import { NAME_LIMIT, nameOf } from '#domain/bytes/name-table';
import { DT } from './elf-constants';
import type { ElfDynamic } from './elf-dynamic';
import type { ElfFile } from './elf-file';

/** Of the entries of either kind; a program needs some dozens. */
const MAX_ENTRIES = 256;
const NEED_SIZE = 16;

/**
 * Versions of symbols that libraries must have, such as `GLIBC_2.34`, each once; at most those of 256 entries. Source: the Linux
 * Standard Base's "Symbol Versioning". @throws what the source throws.
 */
export async function readVersionNeeds(file: ElfFile, dynamic: ElfDynamic | undefined): Promise<ReadonlySet<string>> {
  const versions = new Set<string>();
  const start = dynamic?.values.get(DT.verneed);
  const names = dynamic?.values.get(DT.strtab);
  if (start === undefined || names === undefined) return versions;
  let left = MAX_ENTRIES;
  for (let library: bigint | undefined = start; library !== undefined && left > 0; left--) {
    const need = await file.at(library, NEED_SIZE);
    if (!need.covers(0, NEED_SIZE)) break;
    const first = library + BigInt(need.u32(8));
    for (let entry: bigint | undefined = first, count = need.u16(2); entry !== undefined && count > 0; count--) {
      if (left-- <= 0) break;
      const version = await file.at(entry, NEED_SIZE);
      const name = nameOf((await file.at(names + BigInt(version.u32(8)), NAME_LIMIT)).bytes);
      if (name !== '') versions.add(name);
      entry = next(entry, version.u32(12));
    }
    library = next(library, need.u32(12));
  }
  return versions;
}

/** 0 behind the last. */
function next(place: bigint, distance: number): bigint | undefined {
  return distance === 0 ? undefined : place + BigInt(distance);
}
