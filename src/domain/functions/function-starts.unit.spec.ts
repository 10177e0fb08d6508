import fc from 'fast-check';

import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { Bits } from '#domain/shared/executable-header';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import type { EhFrameRecipe } from '#test/builders/eh-frame-bytes';
import { ehFrameBytes, ehFrameHeaderBytes } from '#test/builders/eh-frame-bytes';
import type { ElfSection } from '#test/builders/elf-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import { CPU, fatBytes, machoBytes } from '#test/builders/macho-bytes';
import { opened } from '#test/builders/opened-executable';
import type { PeSection } from '#test/builders/pe-bytes';
import { peBytes } from '#test/builders/pe-bytes';
import type { FunctionStarts } from './function-starts';
import { readFunctionStarts } from './function-starts';

async function startsOf(bytes: Uint8Array): Promise<Omit<FunctionStarts, 'reached' | 'code'>> {
  const verdict = readExecutableHeader(bytes.subarray(0, 65_536), bytes.length);
  if (verdict.outcome !== 'executable') return { tables: [], starts: [], fault: JSON.stringify(verdict) };
  const { reached, code, ...named } = await readFunctionStarts(await opened(sourceOf(bytes)));
  expect(code).toBeDefined();
  expect(reached).toEqual([]);
  return named;
}

const FUNCTIONS: EhFrameRecipe['functions'] = [
  [0x1010, 0x20],
  [0x1030, 0x10],
  [0x1050, 0x08],
];
const EXPECTED = [
  { address: '0x1010', size: 32 },
  { address: '0x1030', size: 16 },
  { address: '0x1050', size: 8 },
];
const CODE = { flags: 5, address: 0x1000, content: new Uint8Array(0x100) };
const FRAME_AT = 0x2000;
const HEADER_AT = 0x3000;

interface ElfCase extends Partial<EhFrameRecipe> {
  readonly type?: number;
  readonly sections?: readonly ElfSection[];
  readonly stripped?: boolean;
  /** The table of `.eh_frame_hdr`; none for a file without it. */
  readonly table?: readonly number[];
  readonly frame?: Uint8Array;
}

function elfWithFrames(of: ElfCase = {}): Uint8Array {
  const { bits = 64, littleEndian = true, type = 3, table } = of;
  const frame = of.frame ?? ehFrameBytes({ functions: FUNCTIONS, ...of, address: FRAME_AT });
  const header = table === undefined ? undefined : ehFrameHeaderBytes(HEADER_AT, FRAME_AT, table, littleEndian);
  const sections = [
    { name: '.text', flags: 6, address: 0x1000, size: 0x100 },
    { name: '.eh_frame', address: FRAME_AT, size: frame.length },
    ...(of.sections ?? []),
  ];
  return elfBytes({
    bits,
    littleEndian,
    type,
    segments: [
      CODE,
      { address: FRAME_AT, content: frame },
      ...(header === undefined ? [] : [{ type: 0x6474e550, address: HEADER_AT, content: header }]),
    ],
    ...(of.stripped !== true && { sections }),
  });
}

describe('the function starts of an ELF file', () => {
  it.each([
    [64, true, 0x1b],
    [64, false, 0x1b],
    [32, true, 0x1b],
    [32, false, 0x1b],
    [64, true, 0x1c],
    [64, true, 0x00],
    [32, false, 0x00],
    [64, false, 0x03],
  ] as const)(
    'are those of .eh_frame (%i bits, little-endian: %s, encoding %i)',
    async (bits, littleEndian, encoding) => {
      const bytes = elfWithFrames({ bits, littleEndian, encoding });
      expect(await startsOf(bytes)).toEqual({ tables: ['eh_frame'], starts: EXPECTED });
    },
  );

  it.each(['', 'eh', 'zPLR', 'zLR', 'zRS', 'zSR'])('are read whatever the augmentation (%j)', async (augmentation) => {
    const encoding = augmentation.includes('R') ? 0x1b : 0x00;
    const bytes = elfWithFrames({ augmentation, encoding });
    expect(await startsOf(bytes)).toEqual({ tables: ['eh_frame'], starts: EXPECTED });
  });

  it('are found without a section table, by way of .eh_frame_hdr', async () => {
    const bytes = elfWithFrames({ stripped: true, table: [0x1010, 0x1030, 0x1050] });
    expect(await startsOf(bytes)).toEqual({ tables: ['eh_frame_hdr'], starts: EXPECTED });
  });

  it('are still those of .eh_frame_hdr when .eh_frame is damaged', async () => {
    const bytes = elfWithFrames({ frame: new Uint8Array(64).fill(0x7f), table: [0x1010, 0x1030] });
    expect(await startsOf(bytes)).toEqual({
      tables: ['eh_frame_hdr'],
      starts: [{ address: '0x1010' }, { address: '0x1030' }],
      fault: '.eh_frame is cut off at offset 0.',
    });
  });

  it('are those of .eh_frame alone when the table of .eh_frame_hdr is not sorted', async () => {
    expect(await startsOf(elfWithFrames({ table: [0x1030, 0x1010] }))).toEqual({
      tables: ['eh_frame'],
      starts: EXPECTED,
      fault: 'The table of .eh_frame_hdr is not sorted at entry 1.',
    });
  });

  it('are kept up to where .eh_frame is cut off', async () => {
    const frame = ehFrameBytes({ address: FRAME_AT, functions: FUNCTIONS }).subarray(0, -10);
    const { starts, fault } = await startsOf(elfWithFrames({ frame }));
    expect(starts).toEqual(EXPECTED.slice(0, 2));
    expect(fault).toMatch(/^\.eh_frame is cut off/);
  });

  it('leave out stubs, functions that the linker dropped, and what is not in the code', async () => {
    const functions = [...FUNCTIONS, [0x1080, 0x20], [0x10f0, 0], [0x2000, 8]] as const;
    const sections = [
      { name: '.text', flags: 6, address: 0x1000, size: 0x80 },
      { name: '.plt.sec', flags: 6, address: 0x1080, size: 0x20 },
    ];
    const bytes = elfWithFrames({ functions, sections });
    expect((await startsOf(bytes)).starts).toEqual(EXPECTED);
  });

  it('are sorted and unique, and none reaches into the next or out of the code', async () => {
    const functions = [
      [0x10f8, 0x10],
      [0x1030, 0x10],
      [0x1010, 0x20],
      [0x1010, 0x18],
      [0x1038, 0x10],
      [0x1050, 0x10],
      [0x1060, 0x10],
    ] as const;
    expect((await startsOf(elfWithFrames({ functions }))).starts).toEqual([
      { address: '0x1010', size: 32 },
      { address: '0x1030', size: 8 },
      { address: '0x1038', size: 16 },
      { address: '0x1050', size: 16 },
      { address: '0x1060', size: 16 },
      { address: '0x10f8', size: 8 },
    ]);
  });

  it('are dropped when most of them make no sense', async () => {
    const functions = [
      [0x1010, 0x20],
      [0x7000, 8],
      [0x8000, 8],
    ] as const;
    expect(await startsOf(elfWithFrames({ functions }))).toEqual({
      tables: [],
      starts: [],
      fault: '2 of 3 entries of eh_frame lie outside of the code or in one another.',
    });
  });

  it('are none of an object file or a core dump, nor without a table', async () => {
    expect(await startsOf(elfWithFrames({ type: 1 }))).toEqual({ tables: [], starts: [] });
    expect(await startsOf(elfWithFrames({ type: 4 }))).toEqual({ tables: [], starts: [] });
    expect(await startsOf(elfBytes({ segments: [CODE] }))).toEqual({ tables: [], starts: [] });
  });

  it('say why a CIE is not understood', async () => {
    expect(await startsOf(elfWithFrames({ encoding: 0x3b }))).toEqual({
      tables: [],
      starts: [],
      fault: 'The CIE at offset 0 of .eh_frame is damaged or of an unknown form.',
    });
  });
});

describe('the function starts of a PE file', () => {
  const text: PeSection = { name: '.text', rva: 0x1000, characteristics: 0x6000_0020, content: new Uint8Array(0x400) };
  const words = (...values: number[]): Uint8Array =>
    new ByteWriter(new Uint8Array(values.length * 4), true).u32(0, ...values).bytes;
  const peWith = (machine: number, bits: Bits, table: Uint8Array, unwind: Uint8Array, size = table.length) =>
    peBytes({
      machine,
      bits,
      sections: [
        text,
        { name: '.xdata', rva: 0x2000, content: unwind },
        { name: '.pdata', rva: 0x3000, content: table },
      ],
      directories: { 3: [0x3000, size] },
    });

  it('are those of .pdata for x64, without chained and indirect entries', async () => {
    const unwind = words(0x01, 0x21);
    const table = [
      0x1000, 0x1020, 0x2000, 0x1020, 0x1040, 0x2004, 0x1040, 0x1050, 0x3001, 0x1100, 0x1180, 0x2000, 0, 0, 0,
    ];
    expect(await startsOf(peWith(0x8664, 64, words(...table), unwind))).toEqual({
      tables: ['pdata'],
      starts: [
        { address: '0x140001000', size: 32 },
        { address: '0x140001100', size: 128 },
      ],
    });
  });

  it('are packed and unpacked for ARM64', async () => {
    // Packed: 16 instructions; unpacked: 5 instructions; a packed fragment; unwind data that is not there.
    const table = words(0x1000, (16 << 2) | 1, 0x1100, 0x2000, 0x1180, (4 << 2) | 2, 0x1200, 0x9000);
    expect(await startsOf(peWith(0xaa64, 64, table, words(0x1040_0005)))).toEqual({
      tables: ['pdata'],
      starts: [{ address: '0x140001000', size: 64 }, { address: '0x140001100', size: 20 }, { address: '0x140001200' }],
    });
  });

  it('have the Thumb bit cleared, and leave out fragments', async () => {
    const table = words(0x1001, (16 << 2) | 1, 0x1101, 0x2000, 0x1181, 0x2004);
    expect(await startsOf(peWith(0x1c4, 32, table, words(0x11, 0x11 | (1 << 22))))).toEqual({
      tables: ['pdata'],
      starts: [
        { address: '0x401000', size: 32 },
        { address: '0x401100', size: 34 },
      ],
    });
  });

  it('are none where the processor has no such table, or where it is not in the file', async () => {
    expect(await startsOf(peWith(0x14c, 32, words(0x1000, 0x1020, 0x2000), words(0)))).toEqual({
      tables: [],
      starts: [],
    });
    expect(await startsOf(peBytes({ sections: [text] }))).toEqual({ tables: [], starts: [] });
    expect(await startsOf(peWith(0x8664, 64, words(0x1000, 0x1020, 0x2000), words(0), 0x10_0000))).toEqual({
      tables: [],
      starts: [],
      fault: 'The exception directory lies outside of the file.',
    });
  });

  it('are dropped when most entries end before they begin', async () => {
    const table = words(0x1000, 0x1020, 0x2000, 0x1040, 0x1020, 0x2000, 0x1050, 0x1010, 0x2000);
    expect((await startsOf(peWith(0x8664, 64, table, words(1)))).fault).toMatch(/^2 of 3 entries of pdata/);
  });
});

describe('the function starts of a Mach-O image', () => {
  const section = { name: '__text', address: 0x1_0000_1000, size: 0x1000, flags: 0x8000_0400 };
  const segments = [{ name: '__TEXT', address: 0x1_0000_0000, size: 0x4000, protection: 5, sections: [section] }];
  const small = [{ ...segments[0]!, address: 0x4000, sections: [{ ...section, address: 0x5000 }] }];

  it('are distances from __TEXT', async () => {
    const functionStarts = Uint8Array.of(0x80, 0x20, 0x10, 0x80, 0x02, 0, 0, 0x10);
    expect(await startsOf(machoBytes({ segments, functionStarts }))).toEqual({
      tables: ['function_starts'],
      starts: [{ address: '0x100001000' }, { address: '0x100001010' }, { address: '0x100001110' }],
    });
  });

  it.each([true, false])('have the Thumb bit cleared on ARM (little-endian: %s)', async (littleEndian) => {
    const functionStarts = Uint8Array.of(0x81, 0x20, 0x10, 0);
    const image = { bits: 32, cpuType: CPU.arm, littleEndian, segments: small, functionStarts } as const;
    expect((await startsOf(machoBytes(image))).starts).toEqual([{ address: '0x5000' }, { address: '0x5010' }]);
  });

  it('are those of the chosen image of a universal file', async () => {
    const functionStarts = Uint8Array.of(0x80, 0x20, 0);
    const x86 = machoBytes({ bits: 32, cpuType: CPU.x86, segments: small, functionStarts });
    const images = [
      { cpuType: CPU.x86, image: x86 },
      { cpuType: CPU.x86_64, image: machoBytes({ segments, functionStarts }) },
    ];
    expect((await startsOf(fatBytes(images))).starts).toEqual([{ address: '0x100001000' }]);
  });

  it('are none without the table or when it is not in the image', async () => {
    expect(await startsOf(machoBytes({ segments }))).toEqual({ tables: [], starts: [] });
    const functionStarts = Uint8Array.of(0x80, 0x20, 0);
    expect(await startsOf(machoBytes({ segments, functionStarts }).subarray(0, -1))).toEqual({
      tables: [],
      starts: [],
      fault: 'The table of LC_FUNCTION_STARTS lies outside of the image.',
    });
  });

  it('are dropped when they lead out of the code', async () => {
    const functionStarts = Uint8Array.of(0x80, 0x20, 0xff, 0xff, 0xff, 0x7f, 0x01, 0x01);
    expect(await startsOf(machoBytes({ segments, functionStarts }))).toMatchObject({ tables: [], starts: [] });
  });
});

describe('hostile tables', () => {
  const table = new ByteWriter(new Uint8Array(48), true).u32(0, 0x1000, 0x1020, 0x2000, 0x1040, 0x1080, 0x2000).bytes;
  const section = { name: '__text', address: 0x1000, size: 0x1000, flags: 0x8000_0400 };
  const valid = [
    elfWithFrames({ table: [0x1010, 0x1030, 0x1050] }),
    elfWithFrames({ bits: 32, littleEndian: false, augmentation: 'zPLR' }),
    elfWithFrames({ stripped: true, table: [0x1010, 0x1030] }),
    peBytes({
      sections: [
        { name: '.text', rva: 0x1000, characteristics: 0x6000_0020, content: new Uint8Array(64) },
        { name: '.pdata', rva: 0x2000, content: table },
      ],
      directories: { 3: [0x2000, 48] },
    }),
    machoBytes({
      segments: [{ name: '__TEXT', address: 0, size: 0x4000, protection: 5, sections: [section] }],
      functionStarts: Uint8Array.of(0x80, 0x20, 0x10, 0x10, 0),
    }),
  ];

  it('never make it throw, and never give a start twice, unsorted or overlapping', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1, 0x7f, 0xff), fc.nat(255))), {
      maxLength: 16,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...valid), damage, fc.nat(4096), async (original, changes, cut) => {
        const bytes = original.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const { starts } = await startsOf(bytes.subarray(0, cut < 2048 ? bytes.length : bytes.length - (cut % 512)));
        starts.reduce((end, { address, size = 1 }) => {
          expect(BigInt(address)).toBeGreaterThanOrEqual(end);
          expect(Number.isSafeInteger(size) && size > 0).toBe(true);
          return BigInt(address) + BigInt(size);
        }, 0n);
      }),
      { numRuns: 2000 },
    );
  });

  it('are cut where there are more of them than any program has', async () => {
    const functions = Array.from({ length: 600_000 }, (_, index) => [0x1000 + index, 1] as const);
    const frame = ehFrameBytes({ address: 0x100_0000, functions });
    const bytes = elfBytes({
      type: 3,
      segments: [
        { flags: 5, address: 0x1000, content: new Uint8Array(700_000) },
        { address: 0x100_0000, content: frame },
      ],
      sections: [{ name: '.eh_frame', address: 0x100_0000, size: frame.length }],
    });
    expect((await startsOf(bytes)).starts.length).toBe(500_000);
  });

  it('of nothing but unreadable entries are given up soon', async () => {
    const frame = new ByteWriter(new Uint8Array(8_000_000), true);
    for (let at = 0; at < frame.bytes.length; at += 8) frame.u32(at, 4, at + 1);
    expect(await startsOf(elfWithFrames({ frame: frame.bytes }))).toMatchObject({ tables: [], starts: [] });
  });
});
