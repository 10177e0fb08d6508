import { StringScanner, TEXT_LIMIT } from '#domain/headers/string-scanner';
import type { FoundText } from '#domain/headers/string-scanner';

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
    const [text] = scan(Buffer.alloc(TEXT_LIMIT + 10, 'x'), 1000);
    expect(text).toMatchObject({ length: TEXT_LIMIT + 10, content: 'x'.repeat(TEXT_LIMIT) });
  });

  it('are none where the runs are too short', () => {
    expect(scan(Buffer.from('abc\0defg\0', 'latin1'), 3, 5)).toEqual([]);
  });
});
