import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { Architecture } from '#domain/shared/executable-header';
import { KB, MB } from '#domain/shared/quantities';
import { BASE_RELOCATION, PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';
import { COFF_MACHINES } from './pe-header';

/** Bytes of the file. */
export interface BlockRange {
  /** From the file's start. */
  readonly offset: number;
  readonly size: number;
}

const HEAD = 8;
const PAGE = 0x1000;
/** One entry for each byte of its page. */
const LARGEST_BLOCK = HEAD + 2 * PAGE;
/** Of a table; what is behind them is not looked at. */
const MOST_BYTES = 8 * MB;
const PIECE = 64 * KB;

const { highLow, armMov32, thumbMov32, dir64 } = BASE_RELOCATION;
/** Beside padding, by what the image runs on; those of others are unknown. */
const TYPES: Partial<Readonly<Record<Architecture, readonly number[]>>> = {
  x86: [highLow],
  x86_64: [dir64],
  arm: [highLow, armMov32, thumbMov32],
};

/**
 * The whole blocks that the base relocation table (data directory 5) begins with, one after the other, up to the first that is
 * none. Padding has to be zero, as all linkers write it, so that no text stands there as such. `undefined` where there are none.
 * Source: Microsoft's PE format reference, "The .reloc Section". @throws what the source throws
 */
export async function baseRelocationBlocks(file: PeFile): Promise<BlockRange | undefined> {
  const { map, fields } = file.image;
  const directory = file.directory(PE_DIRECTORY.baseRelocation);
  const place = directory && map.locate(BigInt(directory.rva));
  const types = TYPES[COFF_MACHINES[fields.machine] ?? 'unknown'];
  if (directory === undefined || place === undefined || types === undefined) return undefined;
  const room = Math.min(directory.size, place.room, MOST_BYTES);
  let size = 0;
  for (let whole = -1; whole !== 0; size += whole) {
    const piece = await readWithin(file.source, place.offset + size, Math.min(PIECE, room - size));
    whole = wholeBlocks(new ByteView(piece, true), types);
  }
  return size === 0 ? undefined : { offset: place.offset, size };
}

/** How many bytes they take at the beginning. */
function wholeBlocks(view: ByteView, types: readonly number[]): number {
  let at = 0;
  for (let size = blockSize(view, at, types); size > 0; size = blockSize(view, at, types)) at += size;
  return at;
}

/** 0 where no whole block begins. */
function blockSize(view: ByteView, at: number, types: readonly number[]): number {
  const size = view.u32(at + 4);
  if (view.u32(at) % PAGE !== 0 || size < HEAD || size > LARGEST_BLOCK || size % 4 !== 0) return 0;
  if (!view.covers(at, size)) return 0;
  for (let entry = at + HEAD; entry < at + size; entry += 2) {
    const value = view.u16(entry);
    if (value !== BASE_RELOCATION.absolute && !types.includes(value >>> 12)) return 0;
  }
  return size;
}
