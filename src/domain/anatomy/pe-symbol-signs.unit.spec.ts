import { anatomyOf } from '#test/builders/anatomy';
import { ByteWriter } from '#test/builders/byte-writer';
import { peBytes } from '#test/builders/pe-bytes';

const SYMBOL = 18;

/** A program whose COFF symbols, all of them untyped and external, are in its code; their names are in the table behind. */
function named(symbols: readonly string[], text = 'code'): Uint8Array {
  const content = Buffer.from(text.padEnd(64, '\0'));
  const image = peBytes({ sections: [{ name: '.text', rva: 0x1000, characteristics: 0x6000_0020, content }] });
  const names = `${symbols.join('\0')}\0`;
  const table = new ByteWriter(new Uint8Array(SYMBOL * symbols.length + 4 + names.length), true);
  let nameAt = 4;
  symbols.forEach((name, index) => {
    const at = index * SYMBOL;
    table
      .u32(at + 4, nameAt, index)
      .u16(at + 12, 1, 0)
      .u8(at + 16, 2);
    nameAt += name.length + 1;
  });
  table.u32(SYMBOL * symbols.length, 4 + names.length).text(SYMBOL * symbols.length + 4, names);
  const bytes = new Uint8Array(Buffer.concat([image, table.bytes]));
  new ByteWriter(bytes, true).u32(0x80 + 12, image.length, symbols.length);
  return bytes;
}

/** Names as `nm` shows them: bsc.exe of @rescript/win32-x64 12.2.0, what GCC 12 and Go 1.24 make for Windows. */
describe('the COFF symbols of a PE file', () => {
  it.each([
    ['ocaml', 'camlStdlib__List.map_1234'],
    ['c++', '__gxx_personality_seh0'],
    ['c++', '_ZNSt6vectorIiSaIiEE9push_backERKi'],
    ['go', 'runtime.gopanic'],
    ['rust', '_ZN4core9panicking5panic17h0123456789abcdefE'],
    [undefined, 'WinMainCRTStartup'],
  ])('show its language: %s by %s', async (language, name) => {
    expect((await anatomyOf(named(['main', name]))).language).toBe(language);
  });

  it('tell what is a part and what it is written in, by how many there are', async () => {
    const cxx = Array.from({ length: 60 }, (_, index) => `_ZN5Parts${index}Ev`);
    const rust = Array.from(
      { length: 12 },
      (_, index) => `_ZN5crate4fn${String(index).padStart(2, '0')}17h0123456789abcdefE`,
    );
    const { language, facts } = await anatomyOf(named([...cxx, ...rust]));

    expect([language, facts.contains]).toEqual(['c++', ['rust']]);
  });
});
