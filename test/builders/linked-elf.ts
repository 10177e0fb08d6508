import type { Bits } from '#domain/shared/executable-header';
import { ByteWriter } from './byte-writer';
import type { ElfRecipe, ElfSection } from './elf-bytes';

/** What tells the loader which symbols there are: a hash table of either kind, or relocations alone. */
export const LOOKUPS = ['gnu', 'gnu_empty', 'sysv', 'relocations'] as const;
export type Lookup = (typeof LOOKUPS)[number];

export interface LinkedProgram {
  readonly bits: Bits;
  readonly littleEndian: boolean;
  readonly lookup: Lookup;
  readonly imports: readonly string[];
  readonly libraries: readonly string[];
  /** Entries of the dynamic section before the true ones. */
  readonly decoys?: readonly (readonly [tag: number, value: number])[];
  /** Chains of DT_HASH beyond those that there are. */
  readonly falseChains?: number;
  /** DT_STRSZ, where it is not to be true. */
  readonly namesSize?: number;
}

/** The program, and what its section headers say of it, which it does without. */
export interface LinkedElf {
  readonly linked: ElfRecipe;
  readonly sections: readonly ElfSection[];
}

const BASE = 0x40_0000;
const SLOTS = 0x60_0000;
const EXPORT = 'answer';
const [DT_NULL, DT_NEEDED, DT_HASH, DT_STRTAB, DT_SYMTAB, DT_RELA, DT_RELASZ] = [0, 1, 4, 5, 6, 7, 8] as const;
const [DT_STRSZ, DT_REL, DT_RELSZ, DT_GNU_HASH] = [10, 17, 18, 0x6fff_fef5] as const;
const GLOBAL_FUNCTION = 0x12;

/** A program as a linker leaves it: symbols, the hash table behind them as lld has it, names, relocations, the dynamic section. */
export function linkedElf(program: LinkedProgram): LinkedElf {
  const { bits, littleEndian, lookup, imports, libraries } = program;
  const wide = bits === 64;
  const word = bits / 8;
  const hasExport = lookup !== 'gnu_empty' && lookup !== 'relocations';
  const symbols = [...imports, ...(hasExport ? [EXPORT] : [])];
  const names = `\0${[...symbols, ...libraries].join('\0')}\0`;
  const nameAt = (name: string): number => names.indexOf(`\0${name}\0`) + 1;
  const symbolSize = wide ? 24 : 16;
  const hash = hashOf(program, symbols.length);
  const hashAt = (symbols.length + 1) * symbolSize;
  const namesAt = hashAt + hash.length * 4;
  const relocationsAt = Math.ceil((namesAt + names.length) / 8) * 8;
  const relocationSize = word * (wide ? 3 : 2);
  const dynamicAt = relocationsAt + imports.length * relocationSize;
  const entries: readonly (readonly [number, number])[] = [
    ...(program.decoys ?? []),
    ...libraries.map((name) => [DT_NEEDED, nameAt(name)] as const),
    ...(lookup === 'sysv' ? [[DT_HASH, BASE + hashAt] as const] : []),
    ...(lookup.startsWith('gnu') ? [[DT_GNU_HASH, BASE + hashAt] as const] : []),
    [DT_STRTAB, BASE + namesAt],
    [DT_SYMTAB, BASE],
    [DT_STRSZ, program.namesSize ?? names.length],
    [wide ? DT_RELA : DT_REL, BASE + relocationsAt],
    [wide ? DT_RELASZ : DT_RELSZ, imports.length * relocationSize],
    [DT_NULL, 0],
  ];
  const out = new ByteWriter(new Uint8Array(dynamicAt + entries.length * word * 2), littleEndian);
  symbols.forEach((name, index) => {
    const at = (index + 1) * symbolSize;
    out.u32(at, nameAt(name)).u8(at + (wide ? 4 : 12), GLOBAL_FUNCTION);
    if (name !== EXPORT) return;
    out.u16(at + (wide ? 6 : 14), 1).word(wide, at + (wide ? 8 : 4), BASE);
  });
  out.u32(hashAt, ...hash).text(namesAt, names);
  imports.forEach((_, index) => {
    const at = relocationsAt + index * relocationSize;
    const info = wide ? (BigInt(index + 1) << 32n) | 6n : ((index + 1) << 8) | 6;
    out.word(wide, at, SLOTS + index * word).word(wide, at + word, info);
  });
  entries.forEach(([tag, value], index) => {
    out.word(wide, dynamicAt + index * word * 2, tag).word(wide, dynamicAt + index * word * 2 + word, value);
  });
  const segments = [
    { type: 1, flags: 5, address: BASE, content: out.bytes },
    { type: 2, flags: 6, address: BASE + dynamicAt, content: out.bytes.slice(dynamicAt) },
  ];
  return {
    linked: { bits, littleEndian, type: 3, segments },
    sections: [
      { name: '.dynsym', type: 11, address: BASE, size: hashAt, link: 2 },
      { name: '.dynstr', type: 3, address: BASE + namesAt, size: names.length },
    ],
  };
}

/** Words of the table; the export is the only symbol that others can look up. */
function hashOf(
  { lookup, imports: { length: imports }, falseChains = 0, bits }: LinkedProgram,
  symbols: number,
): readonly number[] {
  const filter = Array.from({ length: bits / 32 }, () => 0);
  switch (lookup) {
    case 'gnu':
      return [1, imports + 1, 1, 0, ...filter, imports + 1, 1];
    case 'gnu_empty':
      return [1, 1, 1, 0, ...filter, 0];
    case 'sysv':
      return [1, symbols + 1 + falseChains, symbols, ...Array.from({ length: symbols + 1 }, () => 0)];
    case 'relocations':
      return [];
  }
}
