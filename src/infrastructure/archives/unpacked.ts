import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { damagedArchive } from '#domain/batches/archive-refusals';
import type { UnpackBudget } from '#domain/batches/unpack-budget';
import type { ByteSource } from '#domain/bytes/byte-source';
import { KB } from '#domain/shared/quantities';

const CHUNK_BYTES = 64 * KB;

/** The bytes of a file from first to last. */
export async function* bytesOf(source: ByteSource, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < source.size;) {
    signal.throwIfAborted();
    const chunk = await source.read(at, CHUNK_BYTES);
    if (chunk.length === 0) return;
    yield chunk;
    at += chunk.length;
  }
}

/** Every byte counted, those between the entries too. @throws EntryRefused that ends the archive. */
export async function* counted(
  content: AsyncIterable<Uint8Array>,
  budget: UnpackBudget,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of content) {
    budget.countBytes(chunk.length);
    yield chunk;
  }
}

/** What a gzip holds. @throws EntryRefused that ends the archive. */
export async function* gunzipped(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const packed = Readable.from(content, { objectMode: false, highWaterMark: CHUNK_BYTES });
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  packed.once('error', (error) => gunzip.destroy(error));
  packed.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    const code: unknown = (error as { readonly code?: unknown }).code;
    if (typeof code !== 'string' || !code.startsWith('Z_')) throw error;
    throw damagedArchive('its compression is damaged or was cut off', error);
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}
