import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { latin1 } from '#domain/bytes/latin1';
import type { Overlay } from '#domain/document/anatomy-facts';
import type { OverlayKind } from '#domain/document/overlay-kind';
import { SHT } from '#domain/executables/elf/elf-constants';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import { MODULE_SIGNATURE_END } from '#domain/executables/elf/module-signature';
import { LC } from '#domain/executables/macho/macho-constants';
import type { MachoImage } from '#domain/executables/macho/macho-image';
import type { CertificateTable } from '#domain/executables/pe/authenticode';
import { COFF_SYMBOL_SIZE } from '#domain/executables/pe/pe-constants';
import type { PeFile } from '#domain/executables/pe/pe-file';
import { address } from '#domain/shared/address';
import type { ExecutableHeader, FatSlice } from '#domain/shared/executable-header';
import { EMBEDDED_HEAD, judge } from './embedded-executables';
import type { Marker, MarkerHits } from './markers';
import type { ByteRange } from './scan-file';

/** An end record of a ZIP archive without a comment. */
const ZIP_END = 22;
/** As long as the longest text that tells a kind from its end. */
const TAIL = 28;

/** Behind sections and symbols; a certificate table is no overlay, nor is padding before it. */
export async function peOverlay(
  file: PeFile,
  certificates: CertificateTable | undefined,
): Promise<ByteRange | undefined> {
  const { image, source } = file;
  const { headersSize, imageSize } = image.fields;
  let end = image.isLoadedAsItIs ? Math.min(Math.max(headersSize, imageSize), source.size) : headersSize;
  for (const { offset, fileSize } of image.sections) if (fileSize > 0) end = Math.max(end, offset + fileSize);
  end = Math.max(end, await endOfSymbols(file));
  const range = between(end, source.size);
  if (certificates === undefined || range === undefined || certificates.offset < end) return range;
  const behind = between(certificates.offset + aligned(certificates.size), source.size);
  return certificates.offset - end < 8 ? behind : between(end, certificates.offset);
}

/** Symbols and their names follow the sections in programs of GNU tools. */
async function endOfSymbols({ image, source }: PeFile): Promise<number> {
  const { symbolTable, symbolCount } = image.fields;
  const names = symbolTable + symbolCount * COFF_SYMBOL_SIZE;
  if (symbolTable === 0 || names + 4 > source.size) return 0;
  return names + new ByteView(await readWithin(source, names, 4), true).u32(0);
}

export function elfOverlay({ image, source, isWide }: ElfFile): ByteRange | undefined {
  const { programHeaders, sectionHeaders } = image.fields;
  let end = isWide ? 64 : 52;
  for (const { offset, entrySize, count } of [programHeaders, sectionHeaders])
    end = Math.max(end, offset + entrySize * count);
  for (const { offset, fileSize } of image.segments) end = Math.max(end, offset + fileSize);
  for (const { offset, size, type } of image.sections) if (type !== SHT.noBits) end = Math.max(end, offset + size);
  return between(end, source.size);
}

/** Of a universal file, behind its last image. */
export function machoOverlay(
  image: MachoImage,
  { slices }: Pick<ExecutableHeader, 'slices'>,
  size: number,
): ByteRange | undefined {
  return between(slices === undefined ? endOfImage(image) : endOfSlices(slices), size);
}

function endOfSlices(slices: readonly FatSlice[]): number {
  return slices.reduce((end, { offset, size }) => Math.max(end, offset + size), 0);
}

/** There may be more segments and commands than a call takes arguments. */
function endOfImage({ fields, segments, commands }: MachoImage): number {
  let end = fields.headerSize + fields.commandsSize;
  for (const { offset, fileSize } of segments) end = Math.max(end, offset + fileSize);
  for (const { type, view } of commands) end = Math.max(end, endOfTable(type, view));
  return end;
}

/** Each a linkedit_data_command. */
const DATA_COMMANDS: readonly number[] = [
  LC.codeSignature,
  LC.segmentSplitInfo,
  LC.functionStarts,
  LC.dataInCode,
  LC.dylibCodeSignDrs,
  LC.linkerOptimizationHint,
  LC.dyldExportsTrie,
  LC.dyldChainedFixups,
];

function endOfTable(type: number, view: ByteView): number {
  if (type === LC.symtab) return view.u32(16) + view.u32(20);
  return DATA_COMMANDS.includes(type) ? view.u32(8) + view.u32(12) : 0;
}

function between(start: number, end: number): ByteRange | undefined {
  return start < end ? { offset: start, size: end - start } : undefined;
}

function aligned(size: number): number {
  return Math.ceil(size / 8) * 8;
}

/** Installers and freezers that keep their load behind a program. */
const LOADS = ['pyinstaller', 'nsis', 'inno', 'autoit'] as const satisfies readonly (Marker & OverlayKind)[];

const MAGICS: readonly (readonly [kind: OverlayKind, magic: string])[] = [
  ['zip', 'PK\x03\x04'],
  ['7z', '7z\xbc\xaf\x27\x1c'],
  ['rar', 'Rar!\x1a\x07'],
  ['cab', 'MSCF'],
  ['gzip', '\x1f\x8b\x08'],
  ['xz', '\xfd7zXZ\0'],
  ['bzip2', 'BZh'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['squashfs', 'hsqs'],
  ['ole2', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['pdf', '%PDF-'],
  ['png', '\x89PNG'],
  ['sqlite', 'SQLite format 3'],
  ['autoit', '\xa3\x48\x4b\xbe'],
  ['haiku_resources', '\x10OD'],
];

/** @param entropy of the range @throws what the source throws */
export async function describeOverlay(
  source: ByteSource,
  { offset, size }: ByteRange,
  entropy: number,
  markers: MarkerHits,
): Promise<Overlay> {
  const first = await readWithin(source, offset, Math.min(size, EMBEDDED_HEAD));
  // Padding comes first where the load is aligned.
  const head = first.subarray(
    Math.max(
      first.findIndex((byte) => byte !== 0),
      0,
    ),
  );
  const tail = new ByteView(await readWithin(source, offset + Math.max(size - TAIL, 0), TAIL), true);
  const load = LOADS.find((marker) => (markers.get(marker)?.offset ?? -1) >= offset);
  const text = latin1(head.subarray(0, 16));
  const magic = MAGICS.find(([, bytes]) => text.startsWith(bytes));
  const kind =
    load ?? judge(head, size)?.format ?? magic?.[0] ?? kindByEnd(tail) ?? (entropy === 0 ? 'padding' : 'unknown');
  return { offset: address(offset), size, entropy, kind };
}

function kindByEnd(tail: ByteView): OverlayKind | undefined {
  if (tail.u32(tail.length - ZIP_END) === 0x0605_4b50) return 'zip';
  return latin1(tail.bytes) === MODULE_SIGNATURE_END ? 'module_signature' : undefined;
}
