import { BucketFault } from './bucket-fault';
import { elementIn, elementsIn } from './xml-text';

export interface ListedObject {
  /** Below the prefix. */
  readonly key: string;
  /** Milliseconds since it was put, by the clock of the bucket, which gives whole seconds: up to one too few. */
  readonly ageMs: number;
}

export interface Listing {
  readonly objects: readonly ListedObject[];
  /** Where the next page goes on; `undefined` on the last. */
  readonly next: string | undefined;
}

/**
 * Of `ListObjectsV2`. What is not below the prefix, or has no time, is left out.
 * @param date The header of the answer. Without it our own clock has to serve.
 * @throws BucketFault for what is no listing, or was cut.
 */
export function readListing(xml: string, prefix: string, date: string | undefined): Listing {
  if (!xml.includes('<ListBucketResult') || !xml.includes('</ListBucketResult>'))
    throw new BucketFault('list the samples: the answer is no listing of a bucket, or far too long', false);
  const told = Date.parse(date ?? '');
  const now = Number.isNaN(told) ? Date.now() : told;
  const objects: ListedObject[] = [];
  for (const entry of elementsIn(xml, 'Contents')) {
    const key = elementIn(entry, 'Key');
    const put = Date.parse(elementIn(entry, 'LastModified') ?? '');
    if (key?.startsWith(prefix) !== true || Number.isNaN(put)) continue;
    objects.push({ key: key.slice(prefix.length), ageMs: now - put });
  }
  const isCut = elementIn(xml, 'IsTruncated') === 'true';
  return { objects, next: isCut ? elementIn(xml, 'NextContinuationToken') : undefined };
}
