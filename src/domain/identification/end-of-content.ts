import { elfOverlay, machoOverlay, peOverlay } from '#domain/anatomy/overlay';
import type { ByteRange } from '#domain/anatomy/scan-file';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CachedSource } from '#domain/bytes/cached-source';
import { openExecutable } from '#domain/executables/open-executable';
import { certificateTable } from '#domain/executables/pe/authenticode';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { KB } from '#domain/shared/quantities';
import { endOfPdf, endOfRiff, endOfSevenZip, endOfZip } from './end-of-container';
import { endOfGif, endOfJpeg, endOfPng } from './end-of-image';
import { typeOfLabel } from './known-types';

/** Finds where content of one kind ends by its own account: an offset, or `undefined` when it does not say or is damaged. */
export type EndFinder = (source: ByteSource) => Promise<number | undefined>;

const END_FINDERS: Readonly<Record<string, EndFinder>> = {
  '7z': endOfSevenZip,
  avi: endOfRiff,
  gif: endOfGif,
  jpeg: endOfJpeg,
  pdf: endOfPdf,
  png: endOfPng,
  wav: endOfRiff,
  webp: endOfRiff,
  zip: endOfZip,
};

/** Padding to the next block is nobody's data. */
const LARGEST_PADDING = 64 * KB;

/**
 * What lies behind the end of the content, `undefined` where nothing does, where there is only padding, and for kinds that
 * do not say where they end. @throws what the source throws.
 */
export async function dataBehindEnd(
  whole: ByteSource,
  label: string,
  header: ExecutableHeader | undefined,
): Promise<ByteRange | undefined> {
  const source = new CachedSource(whole);
  const range = header === undefined ? await behindContent(source, label) : await behindImage(source, header);
  return range === undefined || (await isPadding(source, range)) ? undefined : range;
}

async function behindContent(source: ByteSource, label: string): Promise<ByteRange | undefined> {
  const isZip = typeOfLabel(label)?.also?.includes('zip') === true;
  const end = await (isZip ? endOfZip : END_FINDERS[label])?.(source);
  return end === undefined || end >= source.size ? undefined : { offset: end, size: source.size - end };
}

async function behindImage(source: ByteSource, header: ExecutableHeader): Promise<ByteRange | undefined> {
  const opened = await openExecutable(source, header);
  switch (opened?.format) {
    case 'elf':
      return elfOverlay(opened.file);
    case 'pe':
      return peOverlay(opened.file, certificateTable(opened.file));
    case 'macho':
      return machoOverlay(opened.image, header, source.size);
    case undefined:
      return undefined;
  }
}

async function isPadding(source: ByteSource, { offset, size }: ByteRange): Promise<boolean> {
  if (size > LARGEST_PADDING) return false;
  const bytes = await source.read(offset, size);
  return bytes.every((byte) => byte === 0 || byte === 0x0a || byte === 0x0d);
}
