import { createHash } from 'node:crypto';

import type { Section } from '#domain/analysis/analysis-document';
import { ByteHistogram, SLICE } from '#domain/anatomy/entropy';
import type { ByteSource } from '#domain/identification/byte-source';

/** Sections of a hostile file may all be the whole file: so often it is read at most. */
const READINGS = 2;

/** The sections with the entropy and the MD5 of their bytes, as long as the work stays in proportion to the file. */
export async function measureSections(source: ByteSource, sections: readonly Section[]): Promise<readonly Section[]> {
  let allowance = source.size * READINGS;
  const measured: Section[] = [];
  for (const section of sections) {
    const size = Math.min(section.size, source.size);
    allowance -= size;
    const isAbsent = size === 0 || allowance < 0;
    measured.push(isAbsent ? section : { ...section, ...(await digest(source, Number(section.offset), size)) });
  }
  return measured;
}

async function digest(source: ByteSource, offset: number, size: number): Promise<{ entropy: number; md5: string }> {
  const hash = createHash('md5');
  const histogram = new ByteHistogram();
  let length = 0;
  while (length < size) {
    const chunk = await source.read(offset + length, Math.min(SLICE, size - length));
    if (chunk.length === 0) break;
    hash.update(chunk);
    histogram.add(chunk);
    length += chunk.length;
  }
  return { entropy: histogram.entropy, md5: hash.digest('hex') };
}
