import { promisify } from 'node:util';
import type { ZlibOptions } from 'node:zlib';
import { constants, crc32, deflateRaw, inflateRaw, inflateRawSync } from 'node:zlib';

import { MB } from '#domain/shared/quantities';

const compress = promisify(deflateRaw);
const decompress = promisify(inflateRaw);

/** The fastest: an analysis waits for it, and the next level saves two bytes of a hundred. */
export const LEVEL = 1;
/** No piece comes near it: what does is not ours. */
const LARGEST_PIECE_BYTES = 256 * MB;

const PLAIN = 0x70;
const DEFLATED = 0x64;
const HEADER_BYTES = 9;

/** A stored piece, as its header tells. */
export interface Piece {
  readonly deflated: boolean;
  /** CRC-32 of the plain bytes, and how many they are. */
  readonly crc: number;
  readonly length: number;
  /** Deflated: whole blocks of a raw deflate stream that neither end it nor look back, so pieces can be joined to one stream. */
  readonly payload: Buffer;
}

/** What is stored: one kind byte, CRC-32 and length of the plain bytes, then the payload. */
export function pieceOf(
  { crc, length }: Pick<Piece, 'crc' | 'length'>,
  payload: Uint8Array,
  deflated: boolean,
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(deflated ? DEFLATED : PLAIN);
  header.writeUInt32LE(crc, 1);
  header.writeUInt32LE(length, 5);
  return Buffer.concat([header, payload]);
}

/** `undefined` when it is none of ours. Says nothing of the payload. */
export function openPiece(stored: Buffer): Piece | undefined {
  const kind = stored[0];
  if (stored.length < HEADER_BYTES || (kind !== PLAIN && kind !== DEFLATED)) return undefined;
  const [crc, length] = [stored.readUInt32LE(1), stored.readUInt32LE(5)];
  if (length > LARGEST_PIECE_BYTES) return undefined;
  return { deflated: kind === DEFLATED, crc, length, payload: stored.subarray(HEADER_BYTES) };
}

/** @throws Error when it is damaged. */
export async function decodePiece(stored: Buffer): Promise<Buffer> {
  const piece = ourPiece(stored);
  return checked(piece, piece.deflated ? await decompress(piece.payload, toInflate(piece)) : piece.payload);
}

/** The same at once, in a thread that has nothing else to do. */
export function decodePieceSync(stored: Buffer): Buffer {
  const piece = ourPiece(stored);
  return checked(piece, piece.deflated ? inflateRawSync(piece.payload, toInflate(piece)) : piece.payload);
}

function ourPiece(stored: Buffer): Piece {
  const piece = openPiece(stored);
  if (piece === undefined) throw new Error('Not a piece of a result');
  return piece;
}

function toInflate({ length }: Piece): ZlibOptions {
  return { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(1, length) };
}

function checked({ crc, length }: Piece, plain: Buffer): Buffer {
  if (plain.length !== length || crc32(plain) !== crc) throw new Error('The checksum is wrong');
  return plain;
}

/** See `Piece.payload`. */
export function deflateBlocks(plain: Uint8Array): Promise<Buffer> {
  return compress(plain, { level: LEVEL, finishFlush: constants.Z_FULL_FLUSH });
}
