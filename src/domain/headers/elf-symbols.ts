import type { ByteSource } from '#domain/identification/byte-source';
import type { ElfImage, ElfSection } from '#domain/identification/elf-image';
import { NameTable } from '#domain/identification/name-table';
import { readTable } from '#domain/identification/read-table';
import { SHT } from '#domain/identification/elf-constants';
import type { ElfDynamic } from './elf-dynamic';

const SYMBOL_SIZE = { 32: 16, 64: 24 } as const;

export interface ElfSymbol {
  /** Without its version. */
  readonly name: string;
  readonly value: bigint;
  readonly size: number;
  /** One of `STT`. */
  readonly type: number;
  /** One of `STB`. */
  readonly binding: number;
  /** Index of the section that defines it: 0 when another file does, 0xfff1 when it is a mere number. */
  readonly section: number;
  /** Its place in the table, which relocations name it by. */
  readonly index: number;
}

export interface ElfSymbols {
  readonly dynamic: readonly ElfSymbol[];
  /** Empty once the file is stripped. */
  readonly static: readonly ElfSymbol[];
}

/** Both symbol tables; the dynamic one also without section headers. */
export async function readElfSymbols(
  source: ByteSource,
  image: ElfImage,
  dynamic: ElfDynamic | undefined,
): Promise<ElfSymbols> {
  const read = async (type: number): Promise<readonly ElfSymbol[] | undefined> => {
    const section = image.sections.find((each) => each.type === type);
    const names = section && image.sections[section.link];
    return section && names && readSymbols(source, image, section, names);
  };
  const { names, symbols } = dynamic ?? {};
  const unlisted =
    names && symbols && ((): Promise<readonly ElfSymbol[]> => readSymbols(source, image, symbols, names));
  return {
    dynamic: (await read(SHT.dynamicSymbols)) ?? (await unlisted?.()) ?? [],
    static: (await read(SHT.symbols)) ?? [],
  };
}

async function readSymbols(
  source: ByteSource,
  { fields }: ElfImage,
  table: Pick<ElfSection, 'offset' | 'size'>,
  strings: Pick<ElfSection, 'offset' | 'size'>,
): Promise<readonly ElfSymbol[]> {
  const names = await NameTable.read(source, strings.offset, strings.size);
  const wide = fields.bits === 64;
  const entrySize = SYMBOL_SIZE[fields.bits];
  const place = { offset: table.offset, entrySize, count: Math.floor(table.size / entrySize) };
  return readTable(source, place, fields.littleEndian, (view, at, index) => {
    const name = withoutVersion(names.at(view.u32(at)));
    if (name === '') return undefined;
    const info = view.u8(at + (wide ? 4 : 12));
    return {
      name,
      value: wide ? view.u64(at + 8) : BigInt(view.u32(at + 4)),
      size: wide ? view.size64(at + 16) : view.u32(at + 8),
      type: info & 0x0f,
      binding: info >> 4,
      section: view.u16(at + (wide ? 6 : 14)),
      index,
    };
  });
}

/** `memcpy@GLIBC_2.14`, `memcpy@@GLIBC_2.14`. */
function withoutVersion(name: string): string {
  const end = name.indexOf('@', 1);
  return end === -1 ? name : name.slice(0, end);
}
