import type { TextPlace } from '#domain/anatomy/executable-tables';
import { sourceOf } from '#test/builders/byte-sources';
import { extractStrings } from './extract-strings';

async function textsIn(bytes: Buffer, facts: Partial<TextPlace> = {}): Promise<readonly string[]> {
  const place = { offset: 0, size: bytes.length, address: 0x1000n, section: '.text', isCode: true, ...facts };
  const { items, total } = await extractStrings(sourceOf(bytes), [place]);
  expect(total).toBe(items.length);
  return items.map(({ content }) => content);
}

describe('the strings among code', () => {
  it('are what reads like text', async () => {
    const bytes = Buffer.concat([
      Buffer.from('\0Cannot open %s\0KERNEL32.dll\0'),
      Buffer.from('Software\\Microsoft\\Command Processor\0', 'utf16le'),
    ]);
    expect(await textsIn(bytes)).toEqual(['Cannot open %s', 'KERNEL32.dll', 'Software\\Microsoft\\Command Processor']);
  });

  it.each(['AWAVAUATUSH', '\\$ UVWATAUAVAWH', '[]A\\A]A^A_', 'x9{;}`#Kx', 'short'])(
    'are not what instructions look like: %s',
    async (text) => {
      expect(await textsIn(Buffer.from(`\0${text}\0`))).toEqual([]);
      expect(await textsIn(Buffer.from(`\0${text}\0`), { isCode: false })).toEqual([text]);
    },
  );
});
