import { CAPS } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { ExtractedString } from '#domain/document/strings';
import { StringReader } from './string-reader';
import type { TextPlace } from './text-place';

function read(bytes: Buffer, places: readonly TextPlace[], slice = 64): Kept<ExtractedString> {
  const reader = new StringReader({ places, fileSize: bytes.length, endianness: 'little', isWindows: true });
  for (let at = 0; at < bytes.length; at += slice) reader.push(bytes.subarray(at, at + slice), at);
  return reader.finish();
}

function textsIn(bytes: Buffer, holds: TextPlace['holds']): readonly string[] {
  const place: TextPlace = { offset: 0, size: bytes.length, address: 0x1000n, section: '.text', holds };
  const { items, total } = read(bytes, [place]);
  expect(total).toBe(items.length);
  return items.map(({ content }) => content);
}

describe('the strings among code', () => {
  it('are what reads like text', () => {
    const bytes = Buffer.concat([
      Buffer.from('\0Cannot open %s\0KERNEL32.dll\0\xe8\x01http://example.org/x\0', 'latin1'),
      Buffer.alloc(1),
      Buffer.from('Software\\Microsoft\\Command Processor\0', 'utf16le'),
    ]);
    expect(textsIn(bytes, 'code')).toEqual([
      'Cannot open %s',
      'KERNEL32.dll',
      'http://example.org/x',
      'Software\\Microsoft\\Command Processor',
    ]);
  });

  it.each(['AWAVAUATUSH', '\\$ UVWATAUAVAWH', '[]A\\A]A^A_', 'x9{;}`#Kx', 'word'])(
    'are not what instructions look like: %s',
    (text) => {
      expect(textsIn(Buffer.from(`\0${text}\0`), 'code')).toEqual([]);
      expect(textsIn(Buffer.from(`\0${text}\0`), 'data')).toEqual([text]);
    },
  );
});

describe('the strings of a file', () => {
  it('are read where they lie: their address, offset and section are those of the innermost place', () => {
    const bytes = Buffer.from('\0\0outside\0\0\0in a section\0\0of a part\0behind it\0', 'latin1');
    const { items } = read(
      bytes,
      [
        { offset: 0, size: bytes.length, address: 0x1000n, holds: 'data' },
        { offset: 11, size: 30, address: 0x200bn, section: '.rodata', holds: 'data' },
        { offset: 26, size: 10, address: 0x30_0000n, section: '.part', holds: 'data' },
      ],
      7,
    );
    expect(items.map(({ content, address, offset, section }) => [content, address, offset, section])).toEqual([
      ['outside', '0x1002', '0x2', undefined],
      ['in a section', '0x200c', '0xc', '.rodata'],
      ['of a part', '0x300000', '0x1a', '.part'],
      ['behin', '0x2024', '0x24', '.rodata'],
      ['d it', '0x1029', '0x29', undefined],
    ]);
  });

  it('are read once however often places claim them, and nowhere else', () => {
    const bytes = Buffer.from('\0text\0\0', 'latin1');
    const place: TextPlace = { offset: 0, size: bytes.length, address: 0n, holds: 'data' };
    const wild = [-1, 100, 2 ** 60].map((offset) => ({ ...place, offset }));
    const { items, total } = read(bytes, [
      ...Array.from({ length: 1000 }, () => place),
      ...wild,
      { ...place, size: 0 },
    ]);
    expect([items.length, total]).toEqual([1, 1]);
    expect(read(bytes, []).total).toBe(0);
  });

  it('are all counted, and the first kept, those aside last', () => {
    const line = Buffer.from('name\0text\0', 'latin1');
    const count = CAPS.strings;
    const bytes = Buffer.concat(Array.from({ length: count }, () => line));
    const half = bytes.length / 2;
    const { items, total } = read(
      bytes,
      [
        { offset: 0, size: half, address: 0n, section: '.dynstr', holds: 'data', isAside: true },
        { offset: half, size: half - 10, address: BigInt(half), section: '.rodata', holds: 'data' },
      ],
      100_000,
    );
    expect([items.length, total]).toEqual([count, 2 * count - 2]);
    const [aside, first] = ['.dynstr', '.rodata'].map((name) => items.filter(({ section }) => section === name).length);
    expect([aside, first]).toEqual([2, count - 2]);
    const offsets = items.map(({ offset }) => Number(offset));
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  });

  it('are other data where a table is none', () => {
    const bytes = Buffer.from('\xff\xff\0\0some text behind a table that is none\0', 'latin1');
    expect(textsIn(bytes, 'user_strings')).toEqual(['some text behind a table that is none']);
    expect(textsIn(bytes, 'string_table')).toEqual(['some text behind a table that is none']);
  });
});
