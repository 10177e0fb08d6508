import type { PackedCode } from '#application/ports/result-cache.port';
import type { KeptFunction } from '#domain/listing/kept-code';
import { keptFunction } from '#domain/listing/kept-code';
import type { Address } from '#domain/shared/address';
import { decodeCodeIndex } from '#infrastructure/packing/pack-code';
import { decodePiece } from '#infrastructure/packing/piece';

/** What packed code has of the function at an address. */
export async function codeIn({ index, chunks }: PackedCode, address: Address): Promise<KeptFunction | undefined> {
  const known = decodeCodeIndex(await decodePiece(Buffer.from(index)));
  return keptFunction(known, address, (chunk) =>
    decodePiece(Buffer.from(chunks[known.chunks.indexOf(chunk)] ?? new Uint8Array())),
  );
}
