import { MachoFile } from '#domain/executables/macho/macho-file';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { Bits } from '#domain/shared/executable-header';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import type { MachoRecipe } from '#test/builders/macho-bytes';
import { CPU, fatBytes, machoBytes } from '#test/builders/macho-bytes';
import type { ExecutableTables } from './executable-tables';
import { readMachoTables } from './macho-tables';

const NAMES = '\0_socket\0_main\0_counter\0_local\0__mh_execute_header\0___stack_chk_fail\0';
const at = (name: string): number => NAMES.indexOf(`\0${name}\0`) + 1;
const LIBRARY = '/usr/lib/libSystem.B.dylib';

/** With load commands that point to data behind them. */
function withData(
  recipe: MachoRecipe,
  commands: (dataAt: number) => readonly Uint8Array[],
  data: Uint8Array,
): Uint8Array {
  const { length } = machoBytes({ ...recipe, commands: commands(0) });
  return Buffer.concat([machoBytes({ ...recipe, commands: commands(length) }), data]);
}

async function read(bytes: Uint8Array): Promise<ExecutableTables | undefined> {
  const verdict = readExecutableHeader(bytes, bytes.length);
  if (verdict.outcome !== 'executable') throw new Error('no executable');
  const file = await MachoFile.open(sourceOf(bytes), verdict.header);
  return file && readMachoTables(file);
}

interface Format {
  readonly bits: Bits;
  readonly littleEndian: boolean;
  readonly cpuType: number;
}

function command(littleEndian: boolean, size: number, ...words: readonly number[]): Uint8Array {
  return new ByteWriter(new Uint8Array(size), littleEndian).u32(0, words[0] ?? 0, size, ...words.slice(1)).bytes;
}

/** Five symbols, their names, and a main program that begins at 0x10 of __TEXT. */
function program({ bits, littleEndian, cpuType }: Format): Uint8Array {
  const wide = bits === 64;
  const size = wide ? 16 : 12;
  const symbols: readonly (readonly [
    name: string,
    type: number,
    section: number,
    description: number,
    value: number,
  ])[] = [
    ['_socket', 0x01, 0, 0x0100, 0],
    ['_main', 0x0f, 1, 0, 0x1010],
    ['_counter', 0x0f, 2, 0, 0x2000],
    ['_local', 0x0e, 1, 0, 0x1020],
    ['___stack_chk_fail', 0x01, 0, 0xfe00, 0],
    ['_local', 0x24, 1, 0, 0x1020],
  ];
  const namesAt = symbols.length * size;
  const data = new ByteWriter(new Uint8Array(namesAt + NAMES.length), littleEndian).text(namesAt, NAMES);
  symbols.forEach(([name, type, section, description, value], index) => {
    data
      .u32(index * size, at(name))
      .u8(index * size + 4, type, section)
      .u16(index * size + 6, description);
    data.word(wide, index * size + 8, value);
  });
  const recipe: MachoRecipe = {
    bits,
    littleEndian,
    cpuType,
    flags: 0x0020_0080,
    segments: [
      {
        name: '__TEXT',
        address: 0x1000,
        size: 0x1000,
        sections: [{ name: '__text', address: 0x1000, size: 0x100, flags: 0x8000_0400 }],
      },
      {
        name: '__DATA',
        address: 0x2000,
        size: 0x1000,
        protection: 3,
        sections: [{ name: '__bss', address: 0x2000, size: 64, flags: 1 }],
      },
    ],
  };
  const commands = (dataAt: number): readonly Uint8Array[] => {
    const library = command(littleEndian, 24 + 32, 0x0c, 24);
    library.set(Buffer.from(LIBRARY, 'latin1'), 24);
    return [
      library,
      command(littleEndian, 24, 0x02, dataAt, symbols.length, dataAt + namesAt, NAMES.length),
      new ByteWriter(command(littleEndian, 24, 0x8000_0028), littleEndian).u64(8, 0x10).bytes,
      command(littleEndian, 24, 0x32, 1),
    ];
  };
  return withData(recipe, commands, data.bytes);
}

const FORMATS: readonly Format[] = [
  { bits: 64, littleEndian: true, cpuType: CPU.x86_64 },
  { bits: 32, littleEndian: true, cpuType: CPU.arm },
  { bits: 32, littleEndian: false, cpuType: CPU.powerpc },
];

describe.each(FORMATS)('a Mach-O file of $bits bits, little-endian: $littleEndian', (format) => {
  it('says what it links to, what it offers and where it begins', async () => {
    expect(await read(program(format))).toMatchObject({
      libraries: [LIBRARY],
      imports: [{ name: 'socket', library: LIBRARY }, { name: '__stack_chk_fail' }],
      exports: [
        { name: '_main', address: '0x1010', type: 'function' },
        { name: '_counter', address: '0x2000', type: 'object' },
      ],
      symbols: [{ name: '_main', isFunction: true }, { name: '_counter', isFunction: false }, { name: '_local' }],
      entryPoint: '0x1010',
      traits: { os: 'macos', stripped: false, static: false },
      sections: [
        { name: '__TEXT.__text', permissions: 'r-x', size: 0x100 },
        { name: '__DATA.__bss', permissions: 'rw-', size: 0, virtual_size: 64 },
      ],
    });
  });
});

it('of a universal file, the chosen image is read, at its place in the file', async () => {
  const [x64, arm] = [program(FORMATS[0]!), program(FORMATS[1]!)];
  const anatomy = await read(
    fatBytes([
      { cpuType: CPU.arm, image: arm },
      { cpuType: CPU.x86_64, image: x64 },
    ]),
  );
  expect(anatomy?.imports).toHaveLength(2);
  expect(anatomy?.segments.map(({ offset }) => Number(offset))).toEqual([8192, 8192]);
});

it.each([
  ['x86', 7, 32, 16 + 10 * 4],
  ['x86-64', CPU.x86_64, 64, 16 + 16 * 8],
  ['ARM64', CPU.arm64, 64, 16 + 32 * 8],
] as const)(
  'a program of %s that starts with given registers begins at the program counter',
  async (_, cpuType, bits, counter) => {
    const thread = new ByteWriter(command(true, 320, 0x05, 1, 16), true).word(bits === 64, counter, 0x1234).bytes;
    const bytes = machoBytes({
      bits,
      cpuType,
      segments: [{ name: '__TEXT', address: 0x1000, size: 0x1000 }],
      commands: [thread],
    });
    expect((await read(bytes))?.entryPoint).toBe('0x1234');
  },
);

it('stubs give their imports an address', async () => {
  const names = '\0_open\0';
  const data = new ByteWriter(new Uint8Array(16 + names.length + 1 + 4), true).u32(0, 1).u8(4, 1).text(16, names);
  const stubs = { name: '__stubs', address: 0x1100, size: 6, flags: 0x8000_0408 };
  const bytes = withData(
    { segments: [{ name: '__TEXT', address: 0x1000, size: 0x1000, sections: [stubs] }] },
    (dataAt) => [
      command(true, 24, 0x02, dataAt, 1, dataAt + 16, names.length),
      new ByteWriter(command(true, 80, 0x0b), true).u32(56, dataAt + 24, 1).bytes,
    ],
    data.bytes,
  );
  // The section's stub size stands in its second reserved word, behind 32 + 72 + 72 bytes.
  new ByteWriter(bytes, true).u32(32 + 72 + 72, 6);
  expect((await read(bytes))?.imports).toEqual([{ name: 'open', address: '0x1100', table: 'symbol_table' }]);
});
