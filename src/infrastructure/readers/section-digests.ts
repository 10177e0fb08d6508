import { createHash } from 'node:crypto';

import type { ByteSource } from '#domain/bytes/byte-source';
import { slicesOf } from '#domain/bytes/byte-source';
import type { CountedRange } from '#domain/bytes/entropy';
import { ByteHistogram, SLICE } from '#domain/bytes/entropy';
import type { Section } from '#domain/document/sections';

/** Bytes. Counts take 4 KB; those of ten thousand small sections would take more than counting them again. */
const WORTH_KEEPING = SLICE;

/** Sections of a hostile file may all be the whole file: so often it is read at most. */
const READINGS = 2;

export interface MeasuredSections {
  /** With the entropy and the MD5 of their bytes, as long as the work stays in proportion to the file. */
  readonly sections: readonly Section[];
  /** Of the large ones. */
  readonly counted: readonly CountedRange[];
}

/** @throws what the source throws, and the signal's reason when it aborts. */
export async function measureSections(
  source: ByteSource,
  sections: readonly Section[],
  signal?: AbortSignal,
): Promise<MeasuredSections> {
  let allowance = source.size * READINGS;
  const measured: Section[] = [];
  const counted: CountedRange[] = [];
  for (const section of sections) {
    const size = Math.min(section.size, source.size);
    allowance -= size;
    if (size === 0 || allowance < 0) {
      measured.push(section);
      continue;
    }
    const { range, md5 } = await digest(source, Number(section.offset), size, signal);
    if (range.size >= WORTH_KEEPING) counted.push(range);
    measured.push({ ...section, entropy: range.counts.entropy, md5 });
  }
  return { sections: measured, counted };
}

async function digest(
  source: ByteSource,
  offset: number,
  size: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly range: CountedRange; readonly md5: string }> {
  const hash = createHash('md5');
  const histogram = new ByteHistogram();
  let length = 0;
  for await (const { bytes } of slicesOf(source, offset, offset + size, { size: SLICE })) {
    signal?.throwIfAborted();
    hash.update(bytes);
    histogram.add(bytes);
    length += bytes.length;
  }
  return { range: { offset, size: length, counts: histogram }, md5: hash.digest('hex') };
}
