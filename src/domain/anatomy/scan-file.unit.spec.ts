import fc from 'fast-check';

import { ByteHistogram } from './entropy';
import type { ByteRange } from './scan-file';
import { scanFile } from './scan-file';
import { sourceOf } from '#test/builders/byte-sources';

/** More than one slice. */
const SIZE = 600_000;
const BYTES = Uint8Array.from({ length: SIZE }, (_, index) => ((index * index) >> (index >> 16)) & 0xff);
const NOTHING_ELSE = { markers: [], known: new Set<number>() };

const range = fc.record({ offset: fc.nat(SIZE + 1000), size: fc.nat(SIZE) });

const counted = ({ offset, size }: ByteRange) => {
  const counts = new ByteHistogram();
  const bytes = BYTES.subarray(offset, offset + size);
  counts.add(bytes);
  return { offset, size: bytes.length, counts };
};

describe('scanFile', () => {
  it('finds the same, whatever has been counted before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(range, { maxLength: 3 }), fc.array(range, { maxLength: 6 }), async (ranges, before) => {
        const request = { ...NOTHING_ELSE, ranges };
        const plain = await scanFile(sourceOf(BYTES), request);
        const known = [...before, ...ranges.slice(0, 2)].map(counted);
        expect(await scanFile(sourceOf(BYTES), { ...request, counted: known })).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  it('counts what lies between and around the counted parts', async () => {
    const known = [
      { offset: 10, size: 300_000 },
      { offset: 300_010, size: 5 },
      { offset: 400_000, size: 200_000 },
    ].map(counted);
    const { entropy } = await scanFile(sourceOf(BYTES), { ...NOTHING_ELSE, ranges: [], counted: known });
    expect(entropy).toBe(counted({ offset: 0, size: SIZE }).counts.entropy);
  });
});
