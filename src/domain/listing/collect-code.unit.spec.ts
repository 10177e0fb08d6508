import fc from 'fast-check';

import type { CodeToList } from './collect-code';
import { collectCode } from './collect-code';
import { piecesAt } from './function-code';
import type { FunctionBounds } from './function-pieces';
import { CHUNK_BYTES } from './listed-code';

function order(functions: readonly FunctionBounds[], facts: Partial<CodeToList> = {}): CodeToList {
  return {
    address: 0x40_1000n,
    architecture: 'x86_64',
    isFixed: false,
    memory: new Int32Array(),
    bytes: new Uint8Array(0x1000),
    ranges: [[0, 0x1000]],
    slots: [],
    mostBytes: 16 * CHUNK_BYTES,
    functions,
    ...facts,
  };
}

function pieces(
  functions: readonly FunctionBounds[],
  place: number,
  facts: Partial<CodeToList> = {},
): readonly number[] {
  const index = collectCode(order(functions, facts))?.code.index;
  return [...((index && piecesAt(index, place)) ?? [])];
}

describe('the code that functions are listed from', () => {
  it('is what was read of each, and the rest of its bounds where no other has been read', () => {
    const functions = [
      { place: 0, size: 100, read: [0, 20, 40, 50] },
      { place: 200, size: 30, read: [60, 70, 200, 220] },
    ];
    expect(pieces(functions, 0)).toEqual([0, 20, 20, 40, 40, 50, 50, 60, 70, 100]);
    expect(pieces(functions, 200)).toEqual([60, 70, 200, 220]);
  });

  it('holds nothing that is no code, nor what lies behind the beginning of the next function', () => {
    const functions = [
      { place: 0, size: 0x2000, read: [] },
      { place: 0x800, size: 0, read: [] },
    ];
    expect(
      pieces(functions, 0, {
        ranges: [
          [0, 0x100],
          [0x200, 0x1000],
        ],
      }),
    ).toEqual([0, 0x100, 0x200, 0x800]);
    expect(pieces(functions, 0x800)).toEqual([0x800, 0x810]);
  });

  it('is kept function by function, up to what may be kept, and says how many are left out', () => {
    const bytes = new Uint8Array(10 * CHUNK_BYTES);
    const functions = [0, 4, 8].map((chunk) => {
      const place = chunk * CHUNK_BYTES;
      return { place, size: 2 * CHUNK_BYTES, read: [place, place + 2 * CHUNK_BYTES] };
    });
    const facts = { bytes, ranges: [[0, bytes.length]] as const, mostBytes: 4 * CHUNK_BYTES };
    const listed = collectCode(order(functions, facts));
    expect([...(listed?.code.index.chunks ?? [])]).toEqual([0, 1, 4, 5]);
    expect(listed?.truncated).toMatchObject([{ section: 'listing', kept: 2, total: 3 }]);
    expect(pieces(functions, 8 * CHUNK_BYTES, facts)).toEqual([]);
  });

  it('lies within the code, whatever bounds a file gives', () => {
    const bounds = fc.record({
      place: fc.integer({ min: 0, max: 0xfff }),
      size: fc.integer({ min: 0, max: 0x7fff_ffff }),
      read: fc
        .uniqueArray(fc.integer({ min: -0x1000, max: 0x3000 }), { maxLength: 8 })
        .map((list) => list.sort((a, b) => a - b).slice(0, list.length & ~1)),
    });
    const functions = fc.uniqueArray(bounds, { selector: ({ place }) => place, maxLength: 20 });
    fc.assert(
      fc.property(functions, (list) => {
        const sorted = list.toSorted((a, b) => a.place - b.place);
        for (const { place } of sorted) {
          const pairs = pieces(sorted, place);
          expect(pairs.every((each, at) => each <= 0x1000 && each >= (pairs[at - 1] ?? 0))).toBe(true);
        }
      }),
    );
  });
});
