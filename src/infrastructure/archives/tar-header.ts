import { damagedArchive } from '#domain/batches/archive-refusals';

export const TAR_BLOCK = 512;
/** Where an old GNU header, and a block of its map, say that the map goes on. */
const HOLES_GO_ON = 482;
const MAP_GOES_ON = 504;
const CHECKSUM = { start: 148, end: 156 };

/** What a header of a tar says. */
export interface TarHeader {
  readonly name: string;
  /** Bytes that follow it, before they are filled up to whole blocks. */
  readonly size: number;
  readonly type: string;
  /** Of an old GNU file with holes: more blocks that tell where they are follow it. */
  readonly goesOn: boolean;
}

/** Whether a block that tells where holes are is followed by another one. */
export function mapGoesOn(block: Uint8Array): boolean {
  return block[MAP_GOES_ON] !== 0;
}

/** `undefined` for the block of zeros that ends an archive. @throws EntryRefused that ends the archive. */
export function readTarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const stated = octal(block.subarray(CHECKSUM.start, CHECKSUM.end));
  if (stated === undefined || stated !== checksumOf(block))
    throw damagedArchive('it is no tar, or a header is damaged');
  const size = sizeOf(block.subarray(124, 136));
  if (size === undefined) throw damagedArchive('a header names an impossible size');
  const isUstar = latin1(block.subarray(257, 263)) === 'ustar\u0000';
  const prefix = isUstar ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  const type = latin1(block.subarray(156, 157));
  const goesOn = type === 'S' && block[HOLES_GO_ON] !== 0;
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type, goesOn };
}

/** The records of a pax header that matter here. */
export function readPax(bytes: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    // Ten digits are more than any header here is long.
    if (space < 0 || space - at > 10) break;
    const length = Number(latin1(bytes.subarray(at, space)));
    if (!Number.isSafeInteger(length) || length <= space - at) break;
    const record = text(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/** Text up to its first zero. */
export function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
}

/** A field of digits or, where its first bit is set, of a large number in base 256. */
function sizeOf(field: Uint8Array): number | undefined {
  if (((field[0] ?? 0) & 0x80) === 0) return octal(field);
  const size = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, (field[0] ?? 0) & 0x7f);
  return Number.isSafeInteger(size) ? size : undefined;
}

function octal(field: Uint8Array): number | undefined {
  const digits = text(field).trim();
  return /^[0-7]{0,12}$/.test(digits) ? Number.parseInt(digits || '0', 8) : undefined;
}

function checksumOf(block: Uint8Array): number {
  let sum = 0;
  for (const [at, byte] of block.entries()) sum += at >= CHECKSUM.start && at < CHECKSUM.end ? 0x20 : byte;
  return sum;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
