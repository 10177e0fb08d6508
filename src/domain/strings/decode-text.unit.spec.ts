import { decodeText } from './decode-text';

describe('text in bytes', () => {
  it.each([
    ['ascii', 'C:\\new\n\0', 6, 'latin1', 'C:\\new'],
    ['utf-8', 'größer\0', 6, 'utf8', 'größer'],
    ['utf-8', '😀 ist eins\0', 10, 'utf8', '😀 ist eins'],
    ['utf-16le', 'HKLM\\Run\0', 8, 'utf16le', 'HKLM\\Run'],
    ['utf-16le', 'a😀b\0', 3, 'utf16le', 'a😀b'],
  ] as const)('has as many characters as asked for, in %s: %j', (encoding, text, characters, written, expected) => {
    expect(decodeText(Buffer.from(text, written), encoding, characters)).toBe(expected);
  });

  it('has four bytes for each character of UTF-32', () => {
    const bytes = Buffer.alloc(12);
    Array.from('ÿ😀x').forEach((each, index) => bytes.writeUInt32LE(each.codePointAt(0) ?? 0, index * 4));
    expect(decodeText(bytes, 'utf-32le', 2)).toBe('ÿ😀');
  });

  it('has the spaces at its end', () => {
    expect(decodeText(Buffer.from('cmd /c  \0'), 'ascii', 6)).toBe('cmd /c  ');
  });

  it('does not care what follows', () => {
    expect(decodeText(Buffer.from([0x74, 0x65, 0x78, 0x74, 0xc1]), 'utf-8', 4)).toBe('text');
    expect(decodeText(Buffer.from([0x61, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]), 'utf-32le', 1)).toBe('a');
  });

  it('is none where the bytes end before, or are no text', () => {
    expect(decodeText(Buffer.from('abc'), 'ascii', 4)).toBeUndefined();
    expect(decodeText(Buffer.from('abc'), 'utf-16le', 2)).toBeUndefined();
    expect(decodeText(Buffer.from('ab\0d'), 'ascii', 4)).toBeUndefined();
    expect(decodeText(Buffer.alloc(0), 'utf-8', 1)).toBeUndefined();
  });
});
