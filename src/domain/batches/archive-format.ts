/** Archives that are unpacked. */
export const ARCHIVE_FORMATS = ['zip', 'tar', 'tar.gz'] as const;
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number];

const TAR_MAGIC_OFFSET = 257;
const MAGICS = [
  ['zip', 'PK\u0003\u0004'],
  ['zip', 'PK\u0005\u0006'],
  ['zip', 'PK\u0007\u0008'],
  ['tar.gz', '\u001f\u008b'],
  ['7z', '7z\u00bc\u00af\u0027\u001c'],
  ['rar', 'Rar!\u001a\u0007'],
  ['xz', '\u00fd7zXZ\u0000'],
  ['bzip2', 'BZh'],
  ['zstd', '\u0028\u00b5\u002f\u00fd'],
  ['cab', 'MSCF\u0000\u0000\u0000\u0000'],
] as const;

/** What kind of archive begins so; a name of one that is not unpacked, too. */
export type ArchiveName = (typeof MAGICS)[number][0] | 'tar';

/** By its first bytes. `undefined` for what is no archive that we know. */
export function archiveNameOf(head: Uint8Array): ArchiveName | undefined {
  const text = Buffer.from(head.subarray(0, TAR_MAGIC_OFFSET + 8)).toString('latin1');
  const known = MAGICS.find(([, magic]) => text.startsWith(magic));
  if (known !== undefined) return known[0];
  return text.startsWith('ustar', TAR_MAGIC_OFFSET) ? 'tar' : undefined;
}

export function archiveFormatOf(name: ArchiveName): ArchiveFormat | undefined {
  return ARCHIVE_FORMATS.find((format) => format === name);
}
