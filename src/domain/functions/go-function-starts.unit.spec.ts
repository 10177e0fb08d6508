import fc from 'fast-check';

import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { sourceOf } from '#test/builders/byte-sources';
import { ehFrameBytes } from '#test/builders/eh-frame-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import type { GoRelease, GoTableRecipe } from '#test/builders/go-table-bytes';
import { goTableBytes } from '#test/builders/go-table-bytes';
import { machoBytes } from '#test/builders/macho-bytes';
import { opened } from '#test/builders/opened-executable';
import { peBytes } from '#test/builders/pe-bytes';
import type { FunctionStarts } from './function-starts';
import { readFunctionStarts } from './function-starts';

const RELEASES: readonly GoRelease[] = ['1.2', '1.16', '1.18', '1.20'];
const FUNCTIONS = [
  [0x1000, 'runtime.text'],
  [0x1020, 'main.(*Größe).String'],
  [0x1080, 'main.main'],
] as const;
const EXPECTED = [
  { address: '0x1000', size: 32, name: 'runtime.text' },
  { address: '0x1020', size: 96, name: 'main.(*Größe).String' },
  { address: '0x1080', size: 64, name: 'main.main' },
];
const TABLE_AT = 0x2000;

async function startsOf(bytes: Uint8Array): Promise<Omit<FunctionStarts, 'reached' | 'code'>> {
  const verdict = readExecutableHeader(bytes.subarray(0, 65_536), bytes.length);
  if (verdict.outcome !== 'executable') return { tables: [], starts: [], fault: JSON.stringify(verdict) };
  const { reached, code, ...named } = await readFunctionStarts(await opened(sourceOf(bytes)));
  expect(code).toBeDefined();
  expect(reached).toEqual([]);
  return named;
}

interface Program extends Partial<GoTableRecipe> {
  readonly release: GoRelease;
  /** Name of the section; `null` for a file without a table of sections. */
  readonly section?: string | null;
  readonly table?: Uint8Array;
  readonly before?: Uint8Array;
}

function elfWith(of: Program): Uint8Array {
  const { bits = 64, littleEndian = true, section = '.gopclntab', before = new Uint8Array(0) } = of;
  const table = of.table ?? goTableBytes({ functions: FUNCTIONS, end: 0x10c0, base: 0x1000, ...of });
  const content = new Uint8Array(before.length + table.length);
  content.set(before);
  content.set(table, before.length);
  const sections = [
    { name: '.text', flags: 6, address: 0x1000, size: 0x100 },
    { name: section ?? '', address: TABLE_AT, size: table.length },
  ];
  return elfBytes({
    bits,
    littleEndian,
    type: 2,
    machine: bits === 64 ? 62 : 3,
    segments: [
      { flags: 5, address: 0x1000, content: new Uint8Array(0x100) },
      { flags: 4, address: TABLE_AT, content },
    ],
    ...(section !== null && { sections }),
  });
}

describe("the functions in Go's table", () => {
  it.each(
    RELEASES.flatMap((release) =>
      ([32, 64] as const).flatMap((bits) => [true, false].map((littleEndian) => ({ release, bits, littleEndian }))),
    ),
  )('have names and sizes ($release, $bits bits, little-endian: $littleEndian)', async (of) => {
    expect(await startsOf(elfWith(of))).toEqual({ tables: ['gopclntab'], starts: EXPECTED });
  });

  it.each(RELEASES)('are found by the magic number where there are no sections (%s)', async (release) => {
    const before = new Uint8Array(1000).fill(0xff);
    const program = { release, section: null, before };
    expect((await startsOf(elfWith(program))).starts).toEqual(EXPECTED);
    expect((await startsOf(elfWith({ ...program, bits: 32, littleEndian: false }))).starts).toEqual(EXPECTED);
  });

  it('are found across what is read at a time', async () => {
    const before = new Uint8Array((1 << 20) - 4);
    expect((await startsOf(elfWith({ release: '1.20', section: null, before }))).starts).toEqual(EXPECTED);
  });

  it('are those of the table, not of what only begins like one', async () => {
    const before = Uint8Array.of(0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);
    expect((await startsOf(elfWith({ release: '1.20', section: null, before }))).starts).toEqual(EXPECTED);
  });

  it('are not looked for in a program whose sections have other names', async () => {
    expect(await startsOf(elfWith({ release: '1.20', section: '.rodata' }))).toEqual({ tables: [], starts: [] });
  });

  it('count from .text where the loader is to fill in where the code begins', async () => {
    const program = { release: '1.18', section: '.data.rel.ro.gopclntab', textStart: 0 } as const;
    expect((await startsOf(elfWith(program))).starts).toEqual(EXPECTED);
  });

  it('stand beside those of code in C', async () => {
    const table = goTableBytes({ release: '1.20', functions: FUNCTIONS.slice(1), end: 0x10c0, base: 0x1000 });
    const frame = ehFrameBytes({
      address: 0x3000,
      functions: [
        [0x1000, 0x18],
        [0x1080, 0x38],
      ],
    });
    const bytes = elfBytes({
      type: 2,
      segments: [
        { flags: 5, address: 0x1000, content: new Uint8Array(0x100) },
        { flags: 4, address: TABLE_AT, content: table },
        { flags: 4, address: 0x3000, content: frame },
      ],
      sections: [
        { name: '.text', flags: 6, address: 0x1000, size: 0x100 },
        { name: '.gopclntab', address: TABLE_AT, size: table.length },
        { name: '.eh_frame', address: 0x3000, size: frame.length },
      ],
    });
    expect(await startsOf(bytes)).toEqual({
      tables: ['eh_frame', 'gopclntab'],
      starts: [
        { address: '0x1000', size: 24 },
        { address: '0x1020', size: 96, name: 'main.(*Größe).String' },
        { address: '0x1080', size: 64, name: 'main.main' },
      ],
    });
  });

  it.each(['.rdata', '.text'])('are found in %s of a PE file', async (name) => {
    const functions = FUNCTIONS.map(([start, label]) => [0x1400_0000 + start, label] as const);
    const table = goTableBytes({ release: '1.2', functions, end: 0x1400_10c0 });
    const code = new Uint8Array(0x100 + table.length);
    code.set(table, 0x100);
    const text = { name: '.text', rva: 0x1000, characteristics: 0x6000_0020 };
    const sections =
      name === '.text'
        ? [{ ...text, content: code }]
        : [
            { ...text, content: new Uint8Array(0x100) },
            { name, rva: 0x2000, content: table },
          ];
    const { tables, starts } = await startsOf(peBytes({ imageBase: 0x1400_0000n, sections }));
    expect(tables).toEqual(['gopclntab']);
    expect(starts.map((start) => start.name)).toEqual(FUNCTIONS.map(([, label]) => label));
    expect(starts[0]).toEqual({ address: '0x14001000', size: 32, name: 'runtime.text' });
  });

  it('are found in __gopclntab of a Mach-O image', async () => {
    const table = goTableBytes({ release: '1.20', functions: FUNCTIONS, end: 0x10c0, base: 0x1000 });
    const image = (offset: number): Uint8Array =>
      machoBytes({
        segments: [
          {
            name: '__TEXT',
            address: 0,
            size: 0x4000,
            sections: [
              { name: '__text', address: 0x1000, size: 0x1000, flags: 0x8000_0400 },
              { name: '__gopclntab', address: 0x2000, size: table.length, offset },
            ],
          },
        ],
      });
    const bytes = Buffer.concat([image(image(0).length), table]);
    expect(await startsOf(bytes)).toEqual({ tables: ['gopclntab'], starts: EXPECTED });
  });
});

describe("a damaged table of Go's", () => {
  it.each([
    ['is of no known release', { table: new Uint8Array(200) }, 'does not begin as Go writes it'],
    ['lists more functions than it can hold', { count: 1_000_000 }, 'lists 1000000 functions, more than it can hold'],
    [
      'has addresses of another size',
      { table: goTableBytes({ release: '1.18', bits: 32, functions: FUNCTIONS, end: 0x10c0, base: 0x1000 }) },
      'pointers of 4 bytes in a program of 64 bits',
    ],
    ['is not sorted', { functions: [FUNCTIONS[1], FUNCTIONS[0], FUNCTIONS[2]] }, 'not sorted at entry 1'],
    [
      'names places outside of the code',
      { base: 0, textStart: 0x7000_0000 },
      '3 of 3 entries of gopclntab lie outside',
    ],
  ] as const)('gives nothing but a reason when it %s', async (_, damage, reason) => {
    const { tables, starts, fault } = await startsOf(elfWith({ release: '1.18', ...damage }));
    expect([tables, starts]).toEqual([[], []]);
    expect(fault).toContain(reason);
  });

  it('gives functions without names where those lie outside of it', async () => {
    const table = goTableBytes({ release: '1.16', functions: FUNCTIONS, end: 0x10c0 });
    const { starts } = await startsOf(elfWith({ release: '1.16', table: table.subarray(0, -80) }));
    expect(starts.map(({ name }) => name)).toEqual(['runtime.text', undefined, undefined]);
  });

  it('has names cut off that do not end', async () => {
    const functions = [[0x1000, 'a'.repeat(100_000)]] as const;
    const { starts } = await startsOf(elfWith({ release: '1.18', functions }));
    expect(starts.map(({ name }) => name?.length)).toEqual([512]);
  });

  it('never makes it throw, and never gives a start twice, unsorted or overlapping', async () => {
    const valid = RELEASES.flatMap((release) => [
      elfWith({ release }),
      elfWith({ release, section: null, bits: 32, littleEndian: false }),
    ]);
    const damage = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1, 0x7f, 0xff), fc.nat(255))), {
      maxLength: 16,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...valid), damage, async (original, changes) => {
        const bytes = original.slice();
        for (const [at, value] of changes) bytes[0x40 + (at % (bytes.length - 0x40))] = value;
        const { starts } = await startsOf(bytes);
        starts.reduce((end, { address, size = 1, name = '' }) => {
          expect(BigInt(address)).toBeGreaterThanOrEqual(end);
          expect(name.length).toBeLessThanOrEqual(512);
          return BigInt(address) + BigInt(size);
        }, 0n);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the starts in .ARM.exidx', () => {
  const arm = (...entries: readonly (readonly [number, number])[]): Uint8Array => {
    const content = new Uint8Array(entries.length * 8);
    const view = new DataView(content.buffer);
    entries.forEach(([start, second], index) => {
      view.setUint32(index * 8, start >= 0x8000_0000 ? start : (start - 0x3000 - index * 8) & 0x7fff_ffff, true);
      view.setUint32(index * 8 + 4, second, true);
    });
    return elfBytes({
      bits: 32,
      machine: 40,
      segments: [
        { flags: 5, address: 0x1000, content: new Uint8Array(0x100) },
        { flags: 4, address: 0x3000, content },
        { type: 0x7000_0001, flags: 4, address: 0x3000, content },
      ],
    });
  };

  it('have no size, and the bit for Thumb cleared', async () => {
    expect(await startsOf(arm([0x1000, 1], [0x1011, 0x80b0_b0b0], [0x1021, 1]))).toEqual({
      tables: ['exidx'],
      starts: [{ address: '0x1000' }, { address: '0x1010' }, { address: '0x1020' }],
    });
  });

  it('leave out the mark behind the last function', async () => {
    expect((await startsOf(arm([0x1000, 1], [0x1100, 1]))).starts).toEqual([{ address: '0x1000' }]);
  });

  it.each([
    [
      'it is not sorted',
      [
        [0x1020, 1],
        [0x1010, 1],
      ],
      '.ARM.exidx is not sorted at entry 1.',
    ],
    [
      'an entry is none',
      [
        [0x1000, 1],
        [0x8000_0000, 1],
      ],
      'Entry 1 of .ARM.exidx is damaged.',
    ],
  ] as const)('are dropped when %s', async (_, entries, fault) => {
    expect(await startsOf(arm(...entries))).toEqual({ tables: [], starts: [], fault });
  });
});
