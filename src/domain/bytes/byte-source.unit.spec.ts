import fc from 'fast-check';

import { sourceOf } from '#test/builders/byte-sources';
import type { ByteSource, Slice } from './byte-source';
import { slicesOf } from './byte-source';

const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => index & 0xff);

async function all(slices: AsyncIterable<Slice>): Promise<readonly Slice[]> {
  const taken: Slice[] = [];
  for await (const slice of slices) taken.push(slice);
  return taken;
}

describe('slicesOf', () => {
  it('gives the range in its order, each slice with what follows it', async () => {
    const numbers = fc.record({ start: fc.nat(900), length: fc.nat(1200), size: fc.integer({ min: 1, max: 300 }) });
    await fc.assert(
      fc.asyncProperty(numbers, fc.nat(100), async ({ start, length, size }, overlap) => {
        const end = start + length;
        const slices = await all(slicesOf(sourceOf(BYTES), start, end, { size, overlap }));
        const expected = BYTES.subarray(start, end);
        expect(Buffer.concat(slices.map(({ bytes }) => bytes)).equals(expected)).toBe(true);
        for (const [index, { offset, bytes, window }] of slices.entries()) {
          expect(offset).toBe(start + index * size);
          expect(bytes.length).toBe(Math.min(size, start + expected.length - offset));
          expect(Buffer.from(window).equals(BYTES.subarray(offset, Math.min(offset + size + overlap, end)))).toBe(true);
        }
      }),
    );
  });

  it('reads the next ones while these are used, and no more', async () => {
    const asked: number[] = [];
    const source: ByteSource = {
      size: BYTES.length,
      read: (offset, length) => {
        asked.push(offset);
        return sourceOf(BYTES).read(offset, length);
      },
    };
    for await (const { offset } of slicesOf(source, 0, 1000, { size: 100 })) {
      expect(asked).toEqual(offset < 400 ? [0, 400] : [0, 400, 800]);
    }
  });

  it('fails where the source does, and not for who has stopped before', async () => {
    const source: ByteSource = {
      size: BYTES.length,
      read: (offset, length) =>
        offset === 0 ? sourceOf(BYTES).read(offset, length) : Promise.reject(new Error('unreadable')),
    };
    const seen: number[] = [];
    const read = async (until: number): Promise<void> => {
      for await (const { offset } of slicesOf(source, 0, 1000, { size: 100 })) {
        seen.push(offset);
        if (offset >= until) break;
      }
    };
    await expect(read(1000)).rejects.toThrow('unreadable');
    expect(seen).toEqual([0, 100, 200, 300]);
    await read(200);
  });
});
