import fc from 'fast-check';

import { encodedText } from '#test/builders/encoded-text';
import { ScanMemory } from './scan-memory';
import type { ScanOptions } from './string-scanner';
import { StringScanner } from './string-scanner';
import { decodeRun } from './text-run';

// eslint-disable-next-line no-control-regex -- that is what is left out
const LEADING = /^[\x07\x08\v\f]*/;

interface Found {
  readonly start: number;
  readonly length: number;
  readonly content: string;
  readonly encoding: string;
}

const OPTIONS: ScanOptions = {
  shortest: 4,
  shortestWide: 4,
  isTerminated: false,
  endianness: 'little',
  isWindows: false,
  address: 0n,
};

function scan(bytes: Uint8Array, options: Partial<ScanOptions> = {}, piece = bytes.length): readonly Found[] {
  const found: Found[] = [];
  const scanner = new StringScanner({ ...OPTIONS, ...options }, new ScanMemory(), (run) => {
    found.push({ start: run.start, length: run.length, content: decodeRun(run), encoding: run.encoding });
  });
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
  scanner.finish();
  return found.sort((a, b) => a.start - b.start || a.length - b.length);
}

/** Each at a multiple of eight, with zeros before and behind. */
function texts(...all: readonly (readonly [Parameters<typeof encodedText>[1], string])[]): Buffer {
  const padded = all.map(([encoding, text]) => {
    const bytes = encodedText(text, encoding);
    return Buffer.concat([bytes, Buffer.alloc(16 - (bytes.length % 8))]);
  });
  return Buffer.concat([Buffer.alloc(8), ...padded]);
}

function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((each, index) => bytes.writeInt32LE(each, index * 4));
  return bytes;
}

const EVERY: readonly (readonly [Parameters<typeof encodedText>[1], string])[] = [
  ['ascii', 'plain text\twith a \\ and\r\n two lines'],
  ['utf-8', 'größer — kleiner 😀'],
  ['utf-8', 'Привет'],
  ['utf-8', '日本語テキスト'],
  ['utf-16le', 'Wide Latin, größer'],
  ['utf-16le', 'Файл config.ini не найден'],
  ['utf-16le', '密码错误请重试'],
  ['utf-16le', 'Αρχείο'],
  ['utf-16le', 'קובץ לא נמצא'],
  ['utf-16le', 'الملف غير موجود'],
  ['utf-16le', 'ไม่พบไฟล์'],
  ['utf-16le', '파일을 찾을 수'],
  ['utf-16be', 'Wide and big-endian'],
  ['utf-32le', 'thirty-two bits for each'],
  ['utf-32le', 'Привет, мир'],
];

describe('the strings in bytes', () => {
  it('are found in each encoding, once, whatever pieces the bytes come in', () => {
    const bytes = texts(...EVERY);
    expect(scan(bytes).map(({ encoding, content }) => [encoding, content])).toEqual(EVERY);
    for (const piece of [1, 3, 7, 64]) expect(scan(bytes, {}, piece)).toEqual(scan(bytes));
  });

  it('are in the order of bytes that the file has', () => {
    const big = [
      ['utf-16be', 'Привет, мир'],
      ['utf-16be', 'Wide and big-endian'],
      ['utf-32be', 'thirty-two bits'],
    ] as const;
    expect(scan(texts(...big), { endianness: 'big' }).map(({ encoding, content }) => [encoding, content])).toEqual(big);
  });

  it('say where they begin, and are whole: no letter goes to what stands before', () => {
    const bytes = Buffer.concat([
      Buffer.from('wfileops.c\0', 'latin1'),
      Buffer.from([1]),
      Buffer.from('VarFileInfo\0', 'utf16le'),
      Buffer.from('\0\x01\x02hello\0w\0'),
    ]);
    expect(scan(bytes).map(({ start, content, encoding }) => [start, content, encoding])).toEqual([
      [0, 'wfileops.c', 'ascii'],
      [12, 'VarFileInfo', 'utf-16le'],
      [39, 'hello', 'ascii'],
    ]);
  });

  it('are little-endian in programs of Windows, also at odd places', () => {
    const bytes = Buffer.concat([Buffer.from([0]), Buffer.from('odd place\0', 'utf16le')]);
    expect(scan(bytes, { isWindows: true })).toMatchObject([{ start: 1, encoding: 'utf-16le', content: 'odd place' }]);
  });

  it('do not begin with lengths and other numbers', () => {
    expect(scan(Buffer.from('\0\x0bFirst entry\0\x07\x08\x0b\x0c\x1b\x0c\x07\x08\0'))).toMatchObject([
      { start: 2, content: 'First entry' },
    ]);
  });

  it.each([
    ['powers of two', words(0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 0)],
    ['characters', words(0, ...Array.from({ length: 26 }, (_, index) => 0x61 + index), 0)],
    ['widths', words(0, 40, 48, 50, 56, 60, 64, 72, 80, 90, 100, 0)],
    ['one number', words(0, 0x4e2d_4e2d, 0x4e2d_4e2d, 0x4e2d_4e2d, 0)],
    ['ideographs of ASCII', Buffer.from('\0\0\0\0\x01wide text of no kind!\0\0\0')],
    ['mixed scripts', Buffer.from('\0中А한Ωא\0', 'utf16le')],
  ])('are no tables: %s', (_, bytes) => {
    expect(scan(bytes).filter(({ encoding }) => encoding !== 'ascii')).toEqual([]);
  });

  it('leave bytes above 0x7f that are there by chance out of ASCII text', () => {
    const bytes = Buffer.from('\xc3\x89\xc2\xb5text\xd0\x9f\x01', 'latin1');
    expect(scan(bytes)).toMatchObject([{ start: 4, content: 'text', encoding: 'ascii' }]);
  });

  it('are cut where they are longer than anyone reads, and say how long they are', () => {
    for (const [text, width] of [
      [Buffer.alloc(200_000, 'x'), 1],
      [Buffer.alloc(200_000, 'x\0'), 2],
    ] as const) {
      const bytes = Buffer.concat([Buffer.alloc(4), text, Buffer.alloc(4)]);
      expect(scan(bytes, {}, 50_000)).toMatchObject([{ start: 4, length: 200_000 / width }]);
    }
  });

  it('end with a zero where they have to', () => {
    const bytes = Buffer.from('not ended\x01ended\0', 'latin1');
    expect(scan(bytes, { isTerminated: true }).map(({ content }) => content)).toEqual(['ended']);
  });

  it('are all that there are of ASCII, in bytes of any kind and pieces of any size', () => {
    const kinds = fc.oneof(fc.constantFrom(0, 0x41, 0x5c, 0x0a), fc.integer({ min: 0, max: 127 }));
    fc.assert(
      fc.property(
        fc.array(kinds, { maxLength: 400 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 4, max: 9 }),
        (numbers, piece, shortest) => {
          const bytes = Buffer.from(numbers);
          const runs = [...bytes.toString('latin1').matchAll(new RegExp(`[ -~\\x07-\\r\\x1b]{${shortest},}`, 'g'))]
            .map(({ index, 0: text }) => [index + (LEADING.exec(text)?.[0].length ?? 0), index + text.length])
            .filter(([from, to]) => (to ?? 0) - (from ?? 0) >= shortest)
            .filter(([from, to]) => bytes.toString('latin1', from, to).replaceAll(/[^!-~]/g, '').length >= 3);
          const found = scan(bytes, { shortest, shortestWide: 1000 }, piece);
          expect(found.map(({ start, length }) => [start, start + length])).toEqual(runs);
        },
      ),
    );
  });

  it('do not depend on the pieces that bytes of any kind come in', () => {
    const kinds = fc.oneof(fc.constantFrom(0, 0, 0x41, 0xd0, 0x9f, 0x04, 0x4e), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 300 }), fc.integer({ min: 1, max: 64 }), (numbers, piece) => {
        expect(scan(Buffer.from(numbers), {}, piece)).toEqual(scan(Buffer.from(numbers)));
      }),
    );
  });
});
