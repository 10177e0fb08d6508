import fc from 'fast-check';

import { tameText } from '#domain/shared/hostile-text';
import { NAME_LIMIT, nameOf, NameTable } from './name-table';

const tamed = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return tameText(new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end)), NAME_LIMIT);
};

describe('a name in a table', () => {
  it('is UTF-8 made fit for readers, whatever the bytes are', () => {
    const ascii = fc.string({ maxLength: 700 }).map((text) => new TextEncoder().encode(text));
    fc.assert(
      fc.property(fc.oneof(ascii, fc.uint8Array({ maxLength: 700 })), (bytes) => {
        expect(nameOf(bytes)).toBe(tamed(bytes));
      }),
    );
  });

  it.each([
    ['main\0exit', 'main'],
    ['', ''],
    ['\0', ''],
    ['a\u0007b', 'a\\u{7}b'],
    ['a\u007fb', 'a\\u{7f}b'],
    ['größe', 'größe'],
    ['a\u202eb', 'a\\u{202e}b'],
  ])('%j is %j', (text, name) => {
    expect(nameOf(Buffer.from(text))).toBe(name);
  });

  it('has an end, and is empty beyond the table', () => {
    const table = new NameTable(Buffer.from(`\0${'x'.repeat(2 * NAME_LIMIT)}\0`));
    expect(table.at(1)).toHaveLength(NAME_LIMIT);
    expect(table.at(5000)).toBe('');
  });
});
