import { constants, crc32, deflateRawSync } from 'node:zlib';

import { KB } from '#domain/shared/quantities';
import { deflateBlocks, LEVEL, pieceOf } from './piece';

const WORTH_COMPRESSING_BYTES = KB;
const WORTH_KEEPING_RATIO = 0.9;

/**
 * Makes pieces of plain bytes, in their order; what it is given may be gone afterwards. `aside`: large ones, beside which who asks has
 * other things to do.
 */
export type PieceEncoder = (plains: readonly Uint8Array[], aside?: boolean) => Promise<readonly Uint8Array[]>;

/** One that works in the thread that asks it. */
export function ownEncoder(compression: boolean): PieceEncoder {
  return (plains, aside = false) =>
    aside
      ? Promise.all(plains.map((plain) => encodeAside(plain, compression)))
      : new Promise((resolve) => {
          resolve(encodePieces(plains, compression));
        });
}

/** Compressed where `compression` says so and that saves a tenth. At once: to hand a page to zlib's threads takes longer. */
export function encodePieces(plains: readonly Uint8Array[], compression: boolean): readonly Buffer[] {
  return plains.map((plain) => made(plain, isWorthIt(plain, compression) ? blocksOf(plain) : plain));
}

/** The same in zlib's threads. */
async function encodeAside(plain: Uint8Array, compression: boolean): Promise<Buffer> {
  return made(plain, isWorthIt(plain, compression) ? await deflateBlocks(plain) : plain);
}

function isWorthIt({ length }: Uint8Array, compression: boolean): boolean {
  return compression && length > WORTH_COMPRESSING_BYTES;
}

function made(plain: Uint8Array, packed: Uint8Array): Buffer {
  const facts = { crc: crc32(plain), length: plain.length };
  const pays = packed.length <= plain.length * WORTH_KEEPING_RATIO;
  return pieceOf(facts, pays ? packed : plain, pays);
}

/** See `Piece.payload`. */
function blocksOf(plain: Uint8Array): Buffer {
  return deflateRawSync(plain, { level: LEVEL, finishFlush: constants.Z_FULL_FLUSH });
}
