import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { sha256 } from '#domain/shared/sha256';
import type { BucketClient } from './bucket-client';

const PROBE_BYTES = 1024;

/**
 * Puts, lists, gets and deletes a few bytes, as samples are. Resolves to what whoever runs the service should know, if anything.
 * @throws as `BucketClient` does; Error when what is got is not what was put.
 */
export async function tryBucket(bucket: BucketClient, shouldEncrypt: boolean): Promise<string | undefined> {
  const key = `probe/${randomUUID()}`;
  const bytes = randomBytes(PROBE_BYTES);
  const digest = sha256(createHash('sha256').update(bytes).digest('hex'));
  const content = async function* (): AsyncGenerator<Uint8Array, void> {
    yield await Promise.resolve(bytes);
  };
  const isEncrypted = await bucket.put(key, { size: bytes.length, sha256: digest, content });
  let got: string | undefined;
  try {
    await bucket.look(AbortSignal.timeout(60_000));
    got = await bucket.get(key, bytes.length, async (fetched) => {
      const hash = createHash('sha256');
      for await (const chunk of fetched.content) hash.update(chunk);
      return hash.digest('hex');
    });
  } catch (error) {
    // What has failed before is what has to be told.
    await bucket.remove(key).catch(() => undefined);
    throw error;
  }
  await bucket.remove(key);
  if (got !== digest)
    throw new Error(`what was put there came back as ${got === undefined ? 'nothing' : 'other bytes'}`);
  return shouldEncrypt && !isEncrypted
    ? 'The bucket was asked to encrypt (BIN2NLP_BUCKET__SERVER_SIDE_ENCRYPTION) and does not say that it did.'
    : undefined;
}
