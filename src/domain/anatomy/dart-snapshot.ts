import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { latin1 } from '#domain/bytes/latin1';
import { LC } from '#domain/executables/macho/macho-constants';
import type { MachoImage } from '#domain/executables/macho/macho-image';
import type { PeImage } from '#domain/executables/pe/pe-image';

/**
 * What `dart compile exe` makes is the runtime, which is in C++, and the program as a snapshot: an ELF or Mach-O library that the
 * runtime finds in its own file. Each of these says what shows it. Source: `runtime/bin/snapshot_utils.cc` of the Dart SDK.
 */

/** At the end of an ELF file, where the snapshot begins, and this. */
const APPENDED = 0xf6f6_dcdcn;
const FOOTER = 16;
const ELF_HEADER = 52n;
const LIBRARY = /^(?:\x7fELF|[\xce\xcf]\xfa\xed\xfe)/;
const OWNER = '__dart_app_snap';
const OWNER_AT = 8;

/** @throws what the source throws. */
export async function snapshotBehindElf(source: ByteSource): Promise<string | undefined> {
  const footer = new ByteView(await readWithin(source, source.size - FOOTER, FOOTER), true);
  const offset = footer.u64(0);
  if (footer.u64(8) !== APPENDED || !isBehind(offset, source.size)) return undefined;
  return (await isLibrary(source, Number(offset))) ? `snapshot of Dart behind the program, at ${offset}` : undefined;
}

/** The program itself begins at 0. */
function isBehind(offset: bigint, size: number): boolean {
  return offset >= ELF_HEADER && offset < BigInt(size);
}

/** @throws what the source throws. */
export async function snapshotInPe(source: ByteSource, { sections }: PeImage): Promise<string | undefined> {
  const section = sections.find(({ name }) => name === 'snapshot');
  if (section === undefined) return undefined;
  return (await isLibrary(source, section.offset)) ? 'snapshot of Dart in section snapshot' : undefined;
}

export function snapshotInMacho({ commands }: MachoImage): string | undefined {
  const note = commands.find(({ type, view }) => type === LC.note && view.text(OWNER_AT, 16) === OWNER);
  return note === undefined ? undefined : `note ${OWNER}`;
}

async function isLibrary(source: ByteSource, offset: number): Promise<boolean> {
  return LIBRARY.test(latin1(await readWithin(source, offset, 4)));
}
