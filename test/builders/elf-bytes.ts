import type { Bits } from '#domain/shared/executable-header';
import { ByteWriter } from './byte-writer';

export interface ElfSegment {
  readonly type?: number;
  /** PF_X 1, PF_W 2, PF_R 4. */
  readonly flags?: number;
  readonly address?: number | bigint;
  readonly content?: Uint8Array;
}

/** Its bytes are those at the same address of the segment that holds it. */
export interface ElfSection {
  readonly name: string;
  readonly type?: number;
  /** SHF_ALLOC 2, SHF_EXECINSTR 4. */
  readonly flags?: number;
  readonly address: number;
  readonly size: number;
  /** Of a symbol table: the number of the section with its names, the first one being 1. */
  readonly link?: number;
}

export interface ElfRecipe {
  readonly bits?: Bits;
  readonly littleEndian?: boolean;
  readonly type?: number;
  readonly machine?: number;
  readonly entry?: number | bigint;
  readonly segments?: readonly ElfSegment[];
  readonly sections?: readonly ElfSection[];
}

/** Header, program headers, the segments' contents one after the other, section names, section headers. */
export function elfBytes(recipe: ElfRecipe = {}): Uint8Array {
  const { bits = 64, littleEndian = true, segments = [], sections } = recipe;
  const wide = bits === 64;
  const [headerSize, segmentSize, sectionSize] = wide ? [64, 56, 64] : [52, 32, 40];
  const names = `\0${(sections ?? []).map(({ name }) => `${name}\0`).join('')}.shstrtab\0`;
  let end = headerSize + segments.length * segmentSize;
  const offsets = segments.map(({ content }) => (end += content?.length ?? 0) - (content?.length ?? 0));
  const namesAt = end;
  const sectionsAt = sections === undefined ? 0 : end + names.length;
  const sectionCount = sections === undefined ? 0 : sections.length + 2;
  const out = new ByteWriter(new Uint8Array(namesAt + names.length + sectionCount * sectionSize), littleEndian);

  out.text(0, '\x7fELF').u8(4, wide ? 2 : 1, littleEndian ? 1 : 2, 1);
  out.u16(16, recipe.type ?? 2, recipe.machine ?? 62).u32(20, 1);
  out.word(wide, 24, recipe.entry ?? 0x401000);
  out.word(wide, wide ? 32 : 28, segments.length === 0 ? 0 : headerSize).word(wide, wide ? 40 : 32, sectionsAt);
  out.u16(wide ? 52 : 40, headerSize, segmentSize, segments.length, sectionSize, sectionCount, sectionCount - 1);

  segments.forEach(({ type = 1, flags = 4, address = 0, content }, index) => {
    const at = headerSize + index * segmentSize;
    const size = content?.length ?? 0;
    out.u32(at, type).u32(at + (wide ? 4 : 24), flags);
    out.word(wide, at + (wide ? 8 : 4), offsets[index]!);
    out.word(wide, at + (wide ? 16 : 8), address).word(wide, at + (wide ? 24 : 12), address);
    out.word(wide, at + (wide ? 32 : 16), size).word(wide, at + (wide ? 40 : 20), size);
    if (content !== undefined) out.bytes.set(content, offsets[index]);
  });

  if (sections === undefined) return out.bytes;
  out.text(namesAt, names);
  const offsetOf = (address: number): number => {
    const home = segments.findIndex(
      ({ address: start = 0, content, type = 1 }) =>
        type === 1 && address >= Number(start) && address < Number(start) + (content?.length ?? 0),
    );
    return home === -1 ? 0 : offsets[home]! + address - Number(segments[home]!.address ?? 0);
  };
  const all = [
    ...sections.map((section) => ({ type: 1, flags: 2, link: 0, ...section, offset: offsetOf(section.address) })),
    { name: '.shstrtab', type: 3, flags: 0, link: 0, address: 0, size: names.length, offset: namesAt },
  ];
  all.forEach(({ name, type, flags, address, size, offset, link }, index) => {
    const at = sectionsAt + (index + 1) * sectionSize;
    out.u32(at, names.indexOf(`\0${name}\0`) + 1, type);
    out.word(wide, at + 8, flags).word(wide, at + (wide ? 16 : 12), address);
    out.word(wide, at + (wide ? 24 : 16), offset).word(wide, at + (wide ? 32 : 20), size);
    out.u32(at + (wide ? 40 : 24), link);
  });
  return out.bytes;
}
