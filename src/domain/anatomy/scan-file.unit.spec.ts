import fc from 'fast-check';

import { ByteHistogram } from '#domain/bytes/entropy';
import { sourceOf } from '#test/builders/byte-sources';
import { markersOf } from './markers';
import type { ByteRange } from './scan-file';
import { scanFile } from './scan-file';

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

  it('finds the first place of a marker, also behind what begins like it and across slices', async () => {
    const markers = markersOf('elf');
    const places = { nim: 262_140, upx_info: 5000, upx: 4, free_pascal: 599_994, pyinstaller: 300_000 } as const;
    const content = Buffer.alloc(SIZE);
    for (const { marker, needle: bytes } of markers) {
      const place = Object.entries(places).find(([name]) => name === marker)?.[1];
      if (place === undefined) continue;
      const almost = Buffer.from(bytes);
      almost[almost.length - 1] = 0x2a;
      if (place > 100) almost.copy(content, place - 100);
      bytes.copy(content, place);
    }
    const scan = await scanFile(sourceOf(content), { ranges: [], markers, known: new Set() });
    expect(Object.fromEntries([...scan.markers].map(([name, { offset }]) => [name, offset]))).toEqual(places);
    expect(scan.markers.get('upx')?.after.startsWith('UPX!')).toBe(true);
  });

  it('has the whole text of a marker, wherever slices end', async () => {
    const content = Buffer.alloc(SIZE);
    const [slice, overlap] = [262_144, 8192];
    content.write('FPC 3.2.2 [2021/10/28] for x86_64 - Linux', slice + overlap - 8);
    const scan = await scanFile(sourceOf(content), { ranges: [], markers: markersOf('elf'), known: new Set() });
    expect(scan.markers.get('free_pascal')?.after).toMatch(/^FPC 3\.2\.2 \[2021/);
  });
});
