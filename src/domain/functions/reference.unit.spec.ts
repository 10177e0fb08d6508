import { referenceOfLine } from './reference';

describe('a line of cross-references', () => {
  it.each([
    ['0x000061eb -> 0x00023f90  CALL:--x', 'call'],
    ['0x00004ad2 -> 0x00004828  CODE:--x', 'jump'],
    ['0x4ad0139d -> 0x4ad2211a  JUMP:--x', 'jump'],
    ['0x00412ecc -> 0x00412f60  ICOD:--x', 'call'],
    ['0x000046a0 -> 0x00023fc0  DATA:--x', 'slot'],
    ['0x4ad01304 -> 0x4ad01000  ICOD:r--', 'slot'],
    ['0x00004730 -> 0x0001dfc8  DATA:r--', 'data'],
    ['0x00004730 -> 0x0001dfc8  DATA:-w-', 'data'],
    ['0x00023d78 -> 0x0001e67c  STRN:r--', 'data'],
  ])('%s is a %s', (line, kind) => {
    expect(referenceOfLine(line)?.kind).toBe(kind);
  });

  it('has addresses as the document has them', () => {
    expect(referenceOfLine('0x00004030 -> 0x00000000  DATA:r--')).toEqual({ from: '0x4030', to: '0x0', kind: 'data' });
    expect(referenceOfLine('0xffffffff81000000 -> 0xffffffff81000010  CALL:--x')).toMatchObject({
      from: '0xffffffff81000000',
      to: '0xffffffff81000010',
    });
  });

  it.each([
    '',
    'Usage: axq',
    '0x00004030 -> 0x00024000',
    '0x00004030 -> 0x00024000  DATA',
    '0x00004030 -> 0x1ffffffffffffffff  DATA:r--',
    '0x00004030 -> 0x00024000  CALL:--x ; !!id',
    '0xZZ -> 0x00024000  DATA:r--',
  ])('is left out when it is none: %j', (line) => {
    expect(referenceOfLine(line)).toBeUndefined();
  });
});
