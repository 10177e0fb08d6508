import { readWithin } from '#domain/bytes/byte-source';
import type { ElfFile } from '#domain/executables/elf/elf-file';

/** Magic numbers of Go's table since 1.16, 1.18 and 1.20, and which word behind the first eight bytes says where file names begin. */
const FILES_AT: ReadonlyMap<number, number> = new Map([
  [0xffff_fffa, 4],
  [0xffff_fff0, 5],
  [0xffff_fff1, 5],
]);
const PREFIX = 8;
const LONGEST_HEADER = PREFIX + 8 * 8;
/** Bytes. Of the largest programs the names take a tenth of it. */
const MOST_NAMES = 2 << 20;
const START_FILE = /(?:^|[/\0])runtime\/rt0_([a-z0-9]{2,16})_[a-z0-9]{2,16}\.s\0/;

/**
 * The `GOOS` that a Go program was built for: the runtime begins in a file of each system, such as `runtime/rt0_linux_arm64.s`, which
 * the table of functions names whatever was stripped. Source: the Go runtime, `runtime/rt0_*.s` and `debug/gosym`.
 * `undefined` where there is no such section or name. @throws what the source throws.
 */
export async function goSystemOf(file: ElfFile): Promise<string | undefined> {
  const section = file.image.sections.find(({ name }) => name === '.gopclntab' || name === '.data.rel.ro.gopclntab');
  if (section === undefined) return undefined;
  const header = await file.read(section.offset, LONGEST_HEADER);
  if (!header.covers(0, LONGEST_HEADER)) return undefined;
  const word = FILES_AT.get(header.u32(0));
  const pointer = header.u8(7);
  if (word === undefined || (pointer !== 4 && pointer !== 8)) return undefined;
  const wordAt = (index: number): number =>
    pointer === 8 ? Number(header.u64(PREFIX + index * 8)) : header.u32(PREFIX + index * 4);
  const [start, end] = [wordAt(word), wordAt(word + 1)];
  if (start >= end || end > section.size) return undefined;
  const names = await readWithin(file.source, section.offset + start, Math.min(end - start, MOST_NAMES));
  return START_FILE.exec(Buffer.from(names).toString('latin1'))?.[1];
}
