import fc from 'fast-check';

import { STRING_LIMIT } from '#domain/document/caps';
import type { FoundText } from './string-scanner';
import { StringScanner } from './string-scanner';

function scan(bytes: Uint8Array, piece = bytes.length, shortest = 4): readonly FoundText[] {
  const found: FoundText[] = [];
  const scanner = new StringScanner(shortest, (text) => found.push(text));
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
  scanner.finish();
  return found;
}

describe('the strings in bytes', () => {
  it('are runs of printable characters, however they end', () => {
    const found = scan(Buffer.from('\0\0hello\0abc\0world', 'latin1'));
    expect(found).toEqual([
      { start: 2, length: 5, content: 'hello', encoding: 'ascii' },
      { start: 12, length: 5, content: 'world', encoding: 'ascii' },
    ]);
  });

  it.each([1, 2, 3, 7])('are the same when the bytes come in pieces of %i', (piece) => {
    const bytes = Buffer.concat([
      Buffer.from('plain text\0', 'latin1'),
      Buffer.from('wide text\0', 'utf16le'),
      Buffer.from('\x01', 'latin1'),
      Buffer.from('odd and wide\0', 'utf16le'),
    ]);
    expect(scan(bytes, piece)).toEqual(scan(bytes));
    expect(scan(bytes).map(({ content, encoding }) => `${encoding} ${content}`)).toEqual([
      'ascii plain text',
      'utf-16le wide text',
      'utf-16le odd and wide',
    ]);
  });

  it('say where they begin, also wide ones at odd places', () => {
    const bytes = Buffer.concat([Buffer.from([1, 2, 3]), Buffer.from('wide', 'utf16le'), Buffer.from([0, 0])]);
    expect(scan(bytes)).toEqual([{ start: 3, length: 4, content: 'wide', encoding: 'utf-16le' }]);
  });

  it('are as they are in the file, tabs, line ends and backslashes too', () => {
    expect(scan(Buffer.from('a\tb\\n\n\x1b[0m', 'latin1'))[0]).toMatchObject({
      content: 'a\tb\\n\n\x1b[0m',
      length: 10,
    });
  });

  it('are cut where they are longer than anyone reads, and say how long they are', () => {
    const [text] = scan(Buffer.alloc(STRING_LIMIT + 10, 'x'), 1000);
    expect(text).toMatchObject({ length: STRING_LIMIT + 10, content: 'x'.repeat(STRING_LIMIT) });
  });

  it('are none where the runs are too short', () => {
    expect(scan(Buffer.from('abc\0defg\0', 'latin1'), 3, 5)).toEqual([]);
  });

  it('are all that there are, in bytes of any kind and pieces of any size', () => {
    const kinds = fc.oneof(fc.constantFrom(0, 0x41, 0x5c, 0x0a), fc.integer({ min: 0, max: 255 }));
    const sizes = fc.record({ piece: fc.integer({ min: 1, max: 64 }), shortest: fc.integer({ min: 2, max: 9 }) });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(kinds, { maxLength: 400 }),
        sizes,
        (some, others, size) => {
          const bytes = Buffer.concat([some, Buffer.from(others)]);
          const { piece, shortest } = size;
          const narrow = new RegExp(`[ -~\\x07-\\r\\x1b]{${shortest},}`, 'g');
          const wide = new RegExp(`(?<![ -~\\x07-\\r\\x1b])(?:[ -~\\x07-\\r\\x1b]\\0){${shortest},}`, 'g');
          const found = scan(bytes, piece, shortest);
          const starts = (encoding: string): readonly string[] =>
            found.filter((each) => each.encoding === encoding).map(({ start, length }) => `${start}+${length}`);
          const expected = (pattern: RegExp, width: number): readonly string[] =>
            [...bytes.toString('latin1').matchAll(pattern)].map(
              ({ index, 0: text }) => `${index}+${text.length / width}`,
            );
          expect(starts('ascii')).toEqual(expected(narrow, 1));
          expect(starts('utf-16le')).toEqual(expect.arrayContaining([...expected(wide, 2)]));
        },
      ),
    );
  });
});
