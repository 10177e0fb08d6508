import { ByteWriter } from '#test/builders/byte-writer';
import type { LinkeditPart } from '#test/builders/macho-linkedit';
import { chainedFixups, dyldInfo, linkedMacho, symbolTable, text, uleb } from '#test/builders/macho-linkedit';
import { openedMacho } from '#test/builders/opened-executable';
import { LOOKUP } from './bound-imports';
import type { MachoFile } from './macho-file';
import type { MachoImports } from './macho-imports';
import { readMachoImports } from './macho-imports';
import { readMachoSymbols } from './macho-symbols';

// Opcodes and structures as in Apple's mach-o/loader.h and mach-o/fixup-chains.h; llvm-objdump --bind and --chained-fixups (19.1.7) say
// the same of released programs, which `npm run truth -- --only released` compares.

const SEGMENTS = [
  { name: '__TEXT', address: 0x1000, size: 0x1000 },
  { name: '__DATA', address: 0x4000, size: 0x1000, protection: 3 },
];

async function importsOf(parts: readonly LinkeditPart[], own: readonly string[] = []): Promise<MachoImports> {
  const file = await openedMacho(linkedMacho({ segments: SEGMENTS, flags: 0x80 }, parts));
  return readMachoImports(file, (await readMachoSymbols(file)).symbols, new Set(own));
}

const symbol = (name: string, flags = 0): readonly number[] => [0x40 | flags, ...text(name)];
const inData = (offset: number): readonly number[] => [0x71, ...uleb(offset)];

describe('bind opcodes', () => {
  it('name imports, their libraries and where each is first bound', async () => {
    const bind = [
      ...[0x11, ...symbol('_one'), 0x51, ...inData(0x10), 0x90],
      ...[0x20, ...uleb(300), ...symbol('_two', 1), 0xa0, ...uleb(8), 0x90],
      ...[...symbol('_three'), 0x80, ...uleb(-0x20n), 0xb1, 0x90],
    ];

    expect(await importsOf([dyldInfo(['bind', [...bind, 0x00, ...symbol('_behind the end'), 0x90]])])).toEqual({
      imports: [
        { name: '_one', ordinal: 1, isWeak: false, slot: 0x4010n, table: 'bind' },
        { name: '_two', ordinal: 300, isWeak: true, slot: 0x4018n, table: 'bind' },
        { name: '_three', ordinal: 300, isWeak: false, slot: 0x4010n, table: 'bind' },
      ],
      faults: [],
    });
  });

  it.each([
    ['self', 0x30, LOOKUP.self],
    ['main executable', 0x3f, LOOKUP.mainExecutable],
    ['flat', 0x3e, LOOKUP.flat],
    ['weak', 0x3d, LOOKUP.weak],
  ])('look up without a library: %s', async (_, opcode, ordinal) => {
    const { imports } = await importsOf([dyldInfo(['bind', [opcode, ...symbol('_x'), 0x90]])]);

    expect(imports).toEqual([{ name: '_x', ordinal, isWeak: false, table: 'bind' }]);
  });

  it('of several tables give one list, in which what is defined here is not', async () => {
    const parts = dyldInfo(
      ['bind', [0x11, ...symbol('_both'), ...inData(0), 0x90]],
      [
        'weak_bind',
        [...symbol('_both'), ...symbol('_own'), 0x90, ...symbol('_stronger', 8), ...symbol('_foreign'), 0x90],
      ],
      [
        'lazy_bind',
        [...inData(0x40), 0x11, ...symbol('_late'), 0x90, 0x00, ...inData(0x48), ...symbol('_later'), 0x90],
      ],
    );

    const { imports } = await importsOf([parts], ['_own', '_stronger']);

    expect(imports.map(({ name, table, slot }) => [name, table, slot])).toEqual([
      ['_both', 'bind', 0x4000n],
      ['_late', 'lazy_bind', 0x4040n],
      ['_later', 'lazy_bind', 0x4048n],
      ['_foreign', 'weak_bind', undefined],
    ]);
  });

  it('that bind 2^32 places, or say nonsense, cost no more than their bytes', async () => {
    const many = [0x11, ...symbol('_many'), ...inData(0x20), 0xc0, ...uleb(2 ** 32), ...uleb(2n ** 63n), 0x90];
    const { imports } = await importsOf([dyldInfo(['bind', [...many, ...symbol('_next'), 0x90, 0xf0, 0x40]])]);

    expect(imports.map(({ name, slot }) => [name, slot])).toEqual([
      ['_many', 0x4020n],
      ['_next', BigInt.asUintN(64, 0x4020n + 2n ** 32n * (2n ** 63n + 8n) + 8n)],
    ]);
  });

  it('that end outside of the file are told', async () => {
    const part = dyldInfo(['bind', [0x11, ...symbol('_x'), 0x90]]);
    const beyond = { ...part, command: (at: number) => new ByteWriter(part.command(at), true).u32(20, 4096).bytes };

    const { imports, faults } = await importsOf([beyond]);

    expect([imports.length, faults]).toEqual([1, ['Not all bind opcodes were read.']]);
  });
});

describe('chained fixups', () => {
  const NAMES = '\0_first\0_second\0_third\0';
  const nameAt = (name: string): number => NAMES.indexOf(`\0${name}\0`) + 1;

  interface FixupsRecipe {
    readonly format: 1 | 2 | 3;
    readonly pointerFormat: number;
    readonly symbolsFormat?: number;
    readonly pageStarts?: readonly number[];
    /** By segment, where its starts are, from those of the image on; 0 for none. */
    readonly startsAt?: readonly number[];
  }

  /** Three imports: of library 1, a weak one of library 2, one of the main executable; chains in the second segment. */
  function fixups({ format, pointerFormat, symbolsFormat = 0, ...recipe }: FixupsRecipe): Uint8Array {
    const { pageStarts = [8], startsAt = [0, 16] } = recipe;
    const size = { 1: 4, 2: 8, 3: 16 }[format];
    const importsAt = 128;
    const symbolsAt = importsAt + 3 * size;
    const out = new ByteWriter(new Uint8Array(symbolsAt + NAMES.length), true);
    out.u32(0, 0, 32, importsAt, symbolsAt, 3, format, symbolsFormat).text(symbolsAt, NAMES);
    out.u32(32, startsAt.length, ...startsAt);
    out
      .u32(48, 22 + pageStarts.length * 2)
      .u16(52, 0x1000, pointerFormat)
      .u64(56, 0x3000)
      .u16(68, 1, ...pageStarts);
    const entries = [
      [1, 0, '_first'],
      [2, 1, '_second'],
      [-1, 0, '_third'],
    ] as const;
    entries.forEach(([ordinal, weak, name], index) => {
      const at = importsAt + index * size;
      if (format === 3) out.u32(at, (ordinal & 0xffff) | (weak << 16), nameAt(name));
      else out.u32(at, (ordinal & 0xff) | (weak << 8) | (nameAt(name) << 9));
    });
    return out.bytes;
  }

  /** With 64 bytes of __DATA, which lie where its segment says. */
  function fileWith(recipe: FixupsRecipe, data: Uint8Array): Promise<MachoFile> {
    const page: LinkeditPart = {
      data,
      command: (at) => {
        const segment = new ByteWriter(new Uint8Array(72), true).u32(0, 0x19).text(8, '__DATA');
        return segment.u64(24, 0x4000, 0x1000, at, data.length).u32(56, 3, 3).bytes;
      },
    };
    const segments = SEGMENTS.slice(0, 1);
    return openedMacho(linkedMacho({ segments }, [page, chainedFixups(fixups(recipe))]));
  }

  async function chained(recipe: FixupsRecipe, data: Uint8Array): Promise<MachoImports> {
    return readMachoImports(await fileWith(recipe, data), [], new Set());
  }

  it('are followed once, however many segments claim the same pages', async () => {
    const pagesRead = async (startsAt: readonly number[]): Promise<number> => {
      const file = await fileWith({ format: 1, pointerFormat: 2, startsAt }, new Uint8Array(64));
      const read = jest.spyOn(file, 'at');
      await readMachoImports(file, [], new Set());
      return read.mock.calls.length;
    };
    expect(await pagesRead([0, 16])).toBe(1);
    expect(await pagesRead([16, 16, 16])).toBe(1);
  });

  const IMPORTS = [
    { name: '_first', ordinal: 1, isWeak: false, table: 'chained_fixups' },
    { name: '_second', ordinal: 2, isWeak: true, table: 'chained_fixups' },
    { name: '_third', ordinal: LOOKUP.mainExecutable, isWeak: false, table: 'chained_fixups' },
  ] as const;
  const pointers = (...words: readonly (readonly [at: number, word: bigint])[]): Uint8Array => {
    const out = new ByteWriter(new Uint8Array(64), true);
    for (const [at, word] of words) out.u64(at, word);
    return out.bytes;
  };
  const [BIND, AUTH_BIND] = [1n << 63n, 1n << 62n];

  it.each([1, 2, 3] as const)('list imports in format %i, with the places of the first chain', async (format) => {
    // DYLD_CHAINED_PTR_64: ordinal 0; 2 after 8 bytes; a pointer into the image after 16; ordinal 0 again after 8.
    const data = pointers(
      [8, BIND | (2n << 51n)],
      [16, BIND | (4n << 51n) | 2n],
      [32, (2n << 51n) | 0x1000n],
      [40, BIND],
    );
    const { imports, faults } = await chained({ format, pointerFormat: 2 }, data);

    expect(imports).toEqual([{ ...IMPORTS[0], slot: 0x4008n }, IMPORTS[1], { ...IMPORTS[2], slot: 0x4010n }]);
    expect(faults).toEqual([]);
  });

  it.each([
    ['arm64e', 9, [BIND | AUTH_BIND | (1n << 51n) | 1n, AUTH_BIND]],
    ['arm64e with 24 bits', 12, [AUTH_BIND | (1n << 51n) | 1n, AUTH_BIND]],
    ['32 bits', 3, [0x8000_0001n | (2n << 26n), 0x8000_0000n]],
  ] as const)('bind pointers of %s', async (_, pointerFormat, [one, other]) => {
    const { imports } = await chained({ format: 1, pointerFormat }, pointers([8, one], [16, other]));

    expect(imports.map(({ slot }) => slot)).toEqual([0x4010n, 0x4008n, undefined]);
  });

  it('of one page have several starts, and meet', async () => {
    const data = pointers([0, BIND | (8n << 51n)], [8, BIND | 1n | (6n << 51n)], [32, BIND | 2n]);
    const { imports } = await chained({ format: 1, pointerFormat: 6, pageStarts: [0x8001, 0, 0x8008] }, data);

    expect(imports.map(({ slot }) => slot)).toEqual([0x4000n, 0x4008n, 0x4020n]);
  });

  it('with names that are compressed are told not to be read', async () => {
    const { imports, faults } = await chained({ format: 1, pointerFormat: 2, symbolsFormat: 1 }, new Uint8Array(64));

    expect([imports, faults]).toEqual([
      [],
      ['The names in chained fixups are compressed by zlib; they were not read.'],
    ]);
  });
});

describe('the symbol table', () => {
  it('adds what nothing binds, each once', async () => {
    const undefined_ = ['_bound', '_old', '_old', '_any'].map((name, index) => {
      return { name, type: 0x01, description: index === 3 ? 0xfe40 : 0x0200 };
    });
    const bind = dyldInfo(['bind', [0x11, ...symbol('_bound'), 0x90]]);

    expect((await importsOf([bind, ...symbolTable([], [], undefined_)])).imports).toEqual([
      { name: '_bound', ordinal: 1, isWeak: false, table: 'bind' },
      { name: '_old', ordinal: 2, isWeak: false, table: 'symbol_table' },
      { name: '_any', ordinal: LOOKUP.flat, isWeak: true, table: 'symbol_table' },
    ]);
  });
});
