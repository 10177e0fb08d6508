import type { StringReaderOptions } from '#domain/strings/string-reader';
import { StringReader } from '#domain/strings/string-reader';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { openedPe } from '#test/builders/opened-executable';
import { peBytes } from '#test/builders/pe-bytes';
import { readPeTables } from './pe-tables';

const RVA = 0x2000;

/** Content, address and section of each string. */
async function stringsIn(bytes: Uint8Array): Promise<readonly (readonly (string | undefined)[])[]> {
  const { textPlaces: places } = await readPeTables(await openedPe(sourceOf(bytes)));
  const options: StringReaderOptions = { places, fileSize: bytes.length, endianness: 'little', isWindows: true };
  const reader = new StringReader(options);
  reader.push(bytes, 0);
  return reader.finish().items.map(({ content, address, section }) => [content, address, section]);
}

// `strings` finds "!1)191A1I1Q1Y1a1" in the second block, which `llvm-readobj --coff-basereloc` lists: eight of HIGHLOW.
it.each(['.reloc', '.data'])(
  'base relocations of a PE file are no text, what is around them in %s is',
  async (name) => {
    const content = new ByteWriter(new Uint8Array(0x80), true);
    content
      .text(0, 'text before the table')
      .u32(0x20, 0x1000, 12, 0x3004)
      .u32(0x2c, 0x3000, 24)
      .text(0x34, '!1)191A1I1Q1Y1a1')
      .text(0x50, 'text behind the blocks');
    const recipe = { bits: 32, sections: [{ name, rva: RVA, content: content.bytes }] } as const;
    expect(await stringsIn(peBytes({ ...recipe, directories: { 5: [RVA + 0x20, 0x60] } }))).toEqual([
      ['text before the table', '0x402000', name],
      ['text behind the blocks', '0x402050', name],
    ]);
    expect((await stringsIn(peBytes(recipe))).map(([text]) => text)).toContain('!1)191A1I1Q1Y1a1');
  },
);

// Every RVA is an offset there (pefile, rabin2 and the loader agree): the whole image is one place.
it('a PE file that has no sections and is loaded as it is has its strings, as far as it is loaded', async () => {
  const out = new ByteWriter(new Uint8Array(0x300), true);
  out.bytes.set(peBytes({ bits: 32 }));
  out
    .u32(0x98 + 32, 4, 4)
    .u32(0x98 + 56, 0x280, 0x200)
    .text(0x210, 'kernel32.dll')
    .text(0x290, 'appended text');
  expect(await stringsIn(out.bytes)).toEqual([
    ['kernel32.dll', '0x400210', undefined],
    ['appended text', '0x290', undefined],
  ]);
});
