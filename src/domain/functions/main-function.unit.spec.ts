import { codeOf, imageOf, readX86 } from '#test/code/code-of';
import { mainFunction, startsMain } from './main-function';

// As GCC links them: crt1.o of glibc 2.36, and of 2.17, whose entry point passes on what runs before and after main too.
const NEW = '31 c9 31 c0 48 8d 3d 35 00 00 00 ff 15 ef 02 00 00 f4';
const OLD = '49 c7 c0 80 10 40 00 48 c7 c1 60 10 40 00 48 c7 c7 40 10 40 00 ff 15 e5 02 00 00 f4';

describe('the place of main', () => {
  const functions = { 0x40: '31 c0 c3', 0x60: 'c3', 0x80: 'c3' };

  it.each([
    ['computed alone', NEW],
    ['behind what runs before and after it', OLD],
  ])('is what the entry point gives to what starts it, %s', (_, entry) => {
    const image = imageOf(codeOf({ 0: entry, ...functions }), 64, new Map([[0x300, Buffer.alloc(8)]]));
    const known = { entries: new Set([0]), starters: new Set([0x300]) };
    expect(mainFunction(readX86(image), image, 'x86_64', known)).toBe(0x40);
  });

  it('is unknown where nothing starts it, or the entry point is none', () => {
    const image = imageOf(codeOf({ 0: NEW, ...functions }), 64, new Map([[0x300, Buffer.alloc(8)]]));
    const reading = readX86(image);
    expect(mainFunction(reading, image, 'x86_64', { entries: new Set([0]), starters: new Set() })).toBeUndefined();
    expect(
      mainFunction(reading, image, 'x86_64', { entries: new Set([9]), starters: new Set([0x300]) }),
    ).toBeUndefined();
  });

  it('is given to __libc_start_main', () => {
    expect(['__libc_start_main', '__uClibc_main', 'main'].map(startsMain)).toEqual([true, true, false]);
  });
});
