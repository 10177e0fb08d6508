import fc from 'fast-check';

import { NOWHERE } from '#domain/code/instruction-run';
import { address } from '#domain/shared/address';
import type { CodeLine, CodePiece } from './function-code';
import { FunctionCode, importPlace } from './function-code';
import type { CodeIndex, ListedArchitecture } from './listed-code';
import { LISTED_ARCHITECTURES } from './listed-code';

function indexOf(architecture: ListedArchitecture, facts: Partial<CodeIndex> = {}): CodeIndex {
  const none = new Int32Array();
  const columns = { memory: none, slots: none, places: none, firsts: none, pieces: none, chunks: none };
  return { address: address(0x40_1000), architecture, isFixed: false, ...columns, ...facts };
}

function opened(
  architecture: ListedArchitecture,
  ...pieces: readonly CodePiece[]
): { code: FunctionCode; total: number } {
  const code = new FunctionCode(indexOf(architecture), pieces);
  const counting = code.count();
  let step = counting.next();
  while (step.done !== true) step = counting.next();
  return { code, total: step.value };
}

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const shown = ({ place, bytes, reference }: CodeLine): unknown[] => [
  place,
  Buffer.from(bytes).toString('hex'),
  reference === NOWHERE ? undefined : reference,
];

describe('the instructions of a function', () => {
  it('are told with what they name', () => {
    // lea rdi, [rip+0x10]; call +0; jmp -2; ret
    const { code, total } = opened('x86_64', { place: 0x100, bytes: hex('488d3d10000000e800000000ebfec3') });
    expect(total).toBe(4);
    expect(code.lines(0, 10).map(shown)).toEqual([
      [0x100, '488d3d10000000', 0x117],
      [0x107, 'e800000000', 0x10c],
      [0x10c, 'ebfe', 0x10c],
      [0x10e, 'c3', undefined],
    ]);
  });

  it('are told of ARM64 with what two of them make together', () => {
    // adrp x0, +1 page; add x0, x0, #0x10; ret
    const { code } = opened('arm64', { place: 0, bytes: hex('000000b000400091c0035fd6') });
    expect(code.lines(0, 10).map(shown)).toEqual([
      [0, '000000b0', undefined],
      [4, '00400091', 0x1010],
      [8, 'c0035fd6', undefined],
    ]);
  });

  it('begin anew with each piece, and what a piece breaks off is none', () => {
    const { code, total } = opened('x86_64', { place: 0, bytes: hex('90e8') }, { place: 0x20, bytes: hex('06c3') });
    expect(total).toBe(4);
    expect(code.lines(0, 4).map(({ place, isBad }) => [place, isBad])).toEqual([
      [0, false],
      [1, true],
      [0x20, true],
      [0x21, false],
    ]);
  });

  it('are the same however many are asked for at once, and cover every byte of whatever bytes', () => {
    const anyPiece = fc.uint8Array({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...LISTED_ARCHITECTURES),
        fc.array(anyPiece, { maxLength: 4 }),
        (architecture, all) => {
          const pieces = all.map((bytes, at) => ({ place: at * 0x100, bytes }));
          const { code, total } = opened(architecture, ...pieces);
          const whole = code.lines(0, total + 1);
          expect(whole).toHaveLength(total);
          expect(Buffer.concat(whole.map(({ bytes }) => bytes))).toEqual(Buffer.concat(all));
          const singly = Array.from({ length: total }, (_, at) => code.lines(at, at + 1)).flat();
          expect(singly).toEqual(whole);
        },
      ),
    );
  });

  it('are found in the midst of a long function as from its beginning', () => {
    const { code, total } = opened('x86_64', { place: 0, bytes: new Uint8Array(20_000).fill(0x90) });
    expect(total).toBe(20_000);
    expect(code.lines(9999, 10_001).map(({ place }) => place)).toEqual([9999, 10_000]);
  });
});

describe('the slot of an import', () => {
  it('stands for the import', () => {
    const index = indexOf('x86_64', { slots: Int32Array.of(-8, 0x10, 0x100, 0x20) });
    expect([-8, 0x100, 0x50].map((place) => importPlace(index, place))).toEqual([0x10, 0x20, 0x50]);
  });
});
