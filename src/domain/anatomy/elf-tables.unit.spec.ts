import { OpenedElf } from '#domain/executables/elf/opened-elf';
import type { Bits } from '#domain/shared/executable-header';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import type { ElfRecipe } from '#test/builders/elf-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import { openedElf } from '#test/builders/opened-executable';
import { readElfTables } from './elf-tables';

const BASE = 0x40_0000;
const NAMES = '\0libc.so.6\0socket\0main\0counter\0memcpy@@GLIBC_2.14\0';
const at = (name: string): number => NAMES.indexOf(`\0${name}`) + 1;

interface Format {
  readonly bits: Bits;
  readonly littleEndian: boolean;
}

const FORMATS: readonly Format[] = [
  { bits: 64, littleEndian: true },
  { bits: 64, littleEndian: false },
  { bits: 32, littleEndian: true },
  { bits: 32, littleEndian: false },
];

/** A loaded segment: symbols, names, the dynamic table. */
function linked({ bits, littleEndian }: Format): { content: Uint8Array; symbolsSize: number; dynamicAt: number } {
  const wide = bits === 64;
  const symbolSize = wide ? 24 : 16;
  const symbols: readonly (readonly [name: string, info: number, section: number, value: number, size: number])[] = [
    ['', 0, 0, 0, 0],
    ['socket', 0x12, 0, 0, 0],
    ['main', 0x12, 1, BASE + 0x10, 32],
    ['counter', 0x11, 1, BASE + 0x80, 8],
    ['memcpy@@GLIBC_2.14', 0x22, 0, 0, 0],
  ];
  const symbolsSize = symbols.length * symbolSize;
  const dynamicAt = symbolsSize + NAMES.length;
  const dynamic: readonly (readonly [number, number])[] = [
    [1, at('libc.so.6')],
    [5, BASE + symbolsSize],
    [10, NAMES.length],
    [6, BASE],
    [30, 8],
    [0, 0],
    [1, at('socket')],
  ];
  const word = bits / 8;
  const out = new ByteWriter(new Uint8Array(dynamicAt + dynamic.length * word * 2), littleEndian);
  symbols.forEach(([name, info, section, value, size], index) => {
    const start = index * symbolSize;
    out.u32(start, name === '' ? 0 : at(name)).word(wide, start + (wide ? 8 : 4), value);
    out.word(wide, start + (wide ? 16 : 8), size).u8(start + (wide ? 4 : 12), info);
    out.u16(start + (wide ? 6 : 14), section);
  });
  out.text(symbolsSize, NAMES);
  dynamic.forEach(([tag, value], index) => {
    out.word(wide, dynamicAt + index * word * 2, tag).word(wide, dynamicAt + index * word * 2 + word, value);
  });
  return { content: out.bytes, symbolsSize, dynamicAt };
}

function recipeOf(format: Format): ElfRecipe {
  const { content, dynamicAt } = linked(format);
  return {
    ...format,
    segments: [
      { type: 1, flags: 5, address: BASE, content },
      { type: 2, flags: 6, address: BASE + dynamicAt, content: content.subarray(dynamicAt) },
      { type: 0x6474e551, flags: 6 },
      { type: 0x6474e552, flags: 4 },
    ],
  };
}

describe.each(FORMATS)('an ELF file of $bits bits, little-endian: $littleEndian', (format) => {
  it('says what it links to and what it offers, without section headers', async () => {
    const anatomy = await readElfTables(await openedElf(sourceOf(elfBytes(recipeOf(format)))));
    expect(anatomy).toMatchObject({
      sections: [],
      libraries: ['libc.so.6'],
      imports: [{ name: 'socket' }, { name: 'memcpy' }],
      exports: [
        { name: 'main', address: '0x400010', size: 32, type: 'function' },
        { name: 'counter', address: '0x400080', size: 8, type: 'object' },
      ],
      symbols: [{ name: 'main', address: '0x400010', isFunction: true }],
      traits: { os: 'linux', osEvidence: 'It needs the library "libc.so.6".', stripped: true, static: false },
    });
    expect(anatomy.segments.map(({ name }) => name)).toEqual(['LOAD0', 'DYNAMIC', 'GNU_STACK', 'GNU_RELRO']);
    expect(anatomy.textPlaces).toMatchObject([{ address: BigInt(BASE), holds: 'code' }, { holds: 'unknown' }]);
  });

  it('says the same with them, and names its sections but for the empty one at their head', async () => {
    const { content, symbolsSize } = linked(format);
    const sections = [
      { name: '.dynsym', type: 11, address: BASE, size: symbolsSize, link: 2 },
      { name: '.dynstr', type: 3, address: BASE + symbolsSize, size: NAMES.length },
      { name: '.rodata', address: BASE + symbolsSize, size: 16 },
      { name: '.bss', type: 8, flags: 3, address: BASE + content.length, size: 64 },
    ];
    const anatomy = await readElfTables(await openedElf(sourceOf(elfBytes({ ...recipeOf(format), sections }))));
    expect(anatomy.imports.map(({ name }) => name)).toEqual(['socket', 'memcpy']);
    expect(anatomy.sections.map(({ name, size, permissions }) => [name, size, permissions])).toEqual([
      ['.dynsym', symbolsSize, 'r--'],
      ['.dynstr', NAMES.length, 'r--'],
      ['.rodata', 16, 'r--'],
      ['.bss', 0, 'rw-'],
      ['.shstrtab', expect.any(Number), '---'],
    ]);
    expect(anatomy.textPlaces.map(({ section, holds, isAside = false }) => [section, holds, isAside])).toEqual([
      [undefined, 'unknown', false],
      ['.dynsym', 'dense', false],
      ['.dynstr', 'data', true],
      ['.rodata', 'data', false],
    ]);
  });
});

describe('stubs of x86-64', () => {
  it.each([
    ['plain', '.plt', [0xff, 0x25]],
    ['behind endbr64', '.plt.sec', [0xf3, 0x0f, 0x1e, 0xfa, 0xff, 0x25]],
    ['with bnd', '.plt.sec', [0xf3, 0x0f, 0x1e, 0xfa, 0xf2, 0xff, 0x25]],
  ])('%s give their import an address', async (_, name, code) => {
    const format = FORMATS[0]!;
    const { content, symbolsSize } = linked(format);
    const stub = BASE + content.length;
    const relocation = stub + 16;
    const slot = 0x60_0000;
    const all = new ByteWriter(new Uint8Array(content.length + 16 + 24), true);
    all.bytes.set(content);
    const jump = content.length + code.length;
    all.u8(content.length, ...code).u32(jump, slot - (BASE + jump + 4));
    all.u64(content.length + 16, slot).u32(content.length + 24, 7, 1);
    const bytes = elfBytes({
      type: 3,
      segments: [{ type: 1, flags: 5, address: BASE, content: all.bytes }],
      sections: [
        { name: '.dynsym', type: 11, address: BASE, size: symbolsSize, link: 2 },
        { name: '.dynstr', type: 3, address: BASE + symbolsSize, size: NAMES.length },
        { name, flags: 6, address: stub, size: 16 },
        { name: '.rela.plt', type: 4, flags: 2, address: relocation, size: 24 },
      ],
    });
    const anatomy = await readElfTables(await openedElf(sourceOf(bytes)));
    expect(anatomy.imports).toContainEqual({ name: 'socket', address: `0x${stub.toString(16)}` });
    expect(anatomy.imports).toContainEqual({ name: 'memcpy' });
  });
});

it('no header, no anatomy', async () => {
  expect(await OpenedElf.open(sourceOf(new Uint8Array(10)))).toBeUndefined();
});

it('a symbol whose section has too large a number for it has its true section', async () => {
  const names = '\0far\0constant\0';
  const symbols = new ByteWriter(new Uint8Array(24 * 3), true);
  symbols.u32(24, 1).u8(28, 0x12).u16(30, 0xffff).u64(32, 4, 8);
  symbols.u32(48, 5).u8(52, 0x10).u16(54, 0xfff1).u64(56, 42, 0);
  const numbers = new ByteWriter(new Uint8Array(12), true).u32(4, 4);
  const parts = [symbols.bytes, numbers.bytes, Buffer.from(names), new Uint8Array(16)];
  const starts = parts.map((_, index) => BASE + parts.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const [symbolsAt = 0, numbersAt = 0, namesAt = 0, codeAt = 0] = starts;
  const bytes = elfBytes({
    type: 1,
    segments: [{ address: BASE, content: Buffer.concat(parts) }],
    sections: [
      { name: '.symtab', type: 2, flags: 0, address: symbolsAt, size: 72, link: 3 },
      { name: '.symtab_shndx', type: 18, flags: 0, address: numbersAt, size: 12, link: 1 },
      { name: '.strtab', type: 3, flags: 0, address: namesAt, size: names.length },
      { name: '.text', flags: 6, address: codeAt, size: 16 },
    ],
  });
  const { sections, symbols: functions, exports } = await readElfTables(await openedElf(sourceOf(bytes)));
  const text = sections.find(({ name }) => name === '.text');
  const far = `0x${(Number(text?.address) + 4).toString(16)}`;

  expect(functions).toMatchObject([{ name: 'far', address: far, size: 8 }]);
  expect(exports).toMatchObject([
    { name: 'far', address: far },
    { name: 'constant', address: '0x2a' },
  ]);
});

// Right values: what readelf 2.40 -s shows as NOTYPE GLOBAL in .text of koffi-linux-loong64 3.3.4 (8,194 labels of functions in assembler)
// and of programs that ld and lld linked.
it.each([
  ['label', 0x10, 1, 4, true],
  ['weak_label', 0x20, 1, 4, true],
  ['said', 0x12, 1, 4, true],
  ['local_label', 0x00, 1, 4, false],
  ['data', 0x11, 1, 4, false],
  ['in_data', 0x10, 2, 0x24, false],
  ['behind', 0x10, 1, 16, false],
  ['number', 0x10, 0xfff1, 4, false],
  ['_end', 0x10, 1, 4, false],
  ['__bss_start', 0x10, 1, 4, false],
  ['_etext', 0x10, 1, 4, false],
  ['$x', 0x10, 1, 4, false],
  ['.L5', 0x10, 1, 4, false],
])('the symbol %s (info %i, section %i, +%i) is a function: %s', async (name, info, section, value, isFunction) => {
  const names = `\0${name}\0`;
  const symbol = new ByteWriter(new Uint8Array(48), true).u32(24, 1).u8(28, info).u16(30, section);
  symbol.u64(32, BASE + value);
  const content = Buffer.concat([new Uint8Array(0x40), symbol.bytes, Buffer.from(names)]);
  const bytes = elfBytes({
    segments: [{ flags: 5, address: BASE, content }],
    sections: [
      { name: '.text', flags: 6, address: BASE, size: 16 },
      { name: '.data', flags: 3, address: BASE + 0x20, size: 16 },
      { name: '.symtab', type: 2, flags: 0, address: BASE + 0x40, size: 48, link: 4 },
      { name: '.strtab', type: 3, flags: 0, address: BASE + 0x70, size: names.length },
    ],
  });
  const { symbols, exports } = await readElfTables(await openedElf(sourceOf(bytes)));

  expect(symbols.map((each) => each.name)).toEqual(isFunction ? [name] : []);
  expect(exports.some(({ type }) => type === 'function')).toBe(isFunction);
});
