import type { Address } from '#domain/shared/address';
import type { CodePiece } from './function-code';
import { piecesAt } from './function-code';
import type { CodeIndex } from './listed-code';
import { CHUNK_BYTES, chunksOf } from './listed-code';

/** What is kept of the code of one function. */
export interface KeptFunction {
  readonly index: CodeIndex;
  readonly pieces: readonly CodePiece[];
}

/** Puts a function's code together from the chunks that it lies in; `undefined` where it is not kept. @throws what `read` throws. */
export async function keptFunction(
  index: CodeIndex,
  address: Address,
  read: (chunk: number) => Promise<Uint8Array>,
): Promise<KeptFunction | undefined> {
  const place = Number(BigInt(address) - BigInt(index.address));
  const pairs = piecesAt(index, place);
  if (pairs === undefined) return undefined;
  const pieces: CodePiece[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const [start, end] = [pairs[at] ?? 0, pairs[at + 1] ?? 0];
    pieces.push({ place: start, bytes: await bytesBetween(start, end, read) });
  }
  return { index, pieces };
}

async function bytesBetween(
  start: number,
  end: number,
  read: (chunk: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  const [first, behind] = chunksOf(start, end);
  for (let chunk = first; chunk < behind; chunk++) {
    const from = chunk * CHUNK_BYTES;
    const own = await read(chunk);
    bytes.set(own.subarray(Math.max(0, start - from), Math.max(0, end - from)), Math.max(0, from - start));
  }
  return bytes;
}
