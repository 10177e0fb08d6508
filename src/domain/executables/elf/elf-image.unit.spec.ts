import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { elfBytes } from '#test/builders/elf-bytes';
import { readElfImage } from './elf-image';

const BASE = 0x40_0000;
const SECTIONS = ['.text', '.data'].map((name) => ({ name, address: BASE, size: 16 }));

interface Format {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
}

/** What a linker does with numbers that have no room in the header: they are in the first entry of the sections. */
function withNumbersInFirstSection(bytes: Uint8Array, { bits, littleEndian }: Format): Uint8Array {
  const wide = bits === 64;
  const view = new DataView(bytes.buffer);
  const number = (at: number): number => view.getUint16(at, littleEndian);
  const [segments, sections, names] = wide ? [56, 60, 62] : [44, 48, 50];
  const first = wide ? Number(view.getBigUint64(40, littleEndian)) : view.getUint32(32, littleEndian);
  const out = new ByteWriter(bytes, littleEndian);
  out.word(wide, first + (wide ? 32 : 20), number(sections));
  out.u32(first + (wide ? 40 : 24), number(names), number(segments));
  out.u16(segments, 0xffff).u16(sections, 0).u16(names, 0xffff);
  return bytes;
}

describe('an ELF file with more sections and segments than its header has room to number', () => {
  // Right values: readelf 2.40 and llvm-readelf 14 of a program that gcc linked, patched alike ("0 (29)").
  it.each([
    { bits: 64, littleEndian: true },
    { bits: 64, littleEndian: false },
    { bits: 32, littleEndian: true },
    { bits: 32, littleEndian: false },
  ] as const)('has them all, %o', async (format) => {
    const segments = [{ address: BASE, content: new Uint8Array(64) }];
    const plain = elfBytes({ ...format, segments, sections: SECTIONS });
    const expected = await readElfImage(sourceOf(plain));
    const numbered = await readElfImage(sourceOf(withNumbersInFirstSection(plain.slice(), format)));

    expect(numbered?.sections.slice(1)).toEqual(expected?.sections.slice(1));
    expect(numbered?.sections.map(({ name }) => name)).toEqual(['', '.text', '.data', '.shstrtab']);
    expect(numbered?.segments).toEqual(expected?.segments);
    expect(numbered?.fields).toEqual(expected?.fields);
  });

  it('has none where the first entry is not in the file', async () => {
    const bytes = elfBytes({ segments: [], sections: SECTIONS });
    new ByteWriter(bytes, true).u64(40, bytes.length - 8).u16(60, 0, 0xffff);

    expect((await readElfImage(sourceOf(bytes)))?.sections).toEqual([]);
  });

  it('has no more than there are, whatever number it says', async () => {
    const bytes = withNumbersInFirstSection(elfBytes({ sections: SECTIONS }), { bits: 64, littleEndian: true });
    const first = Number(new DataView(bytes.buffer).getBigUint64(40, true));
    new ByteWriter(bytes, true).u64(first + 32, 0xffff_ffff_ffff_ffffn);

    expect((await readElfImage(sourceOf(bytes)))?.sections).toHaveLength(4);
  });
});
