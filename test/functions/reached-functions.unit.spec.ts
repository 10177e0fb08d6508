import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { FunctionStarts } from '#domain/functions/function-starts';
import { readFunctionStarts } from '#domain/functions/function-starts';
import { x86FirstJump } from '#domain/functions/x86-first-jump';
import type { Bits } from '#domain/shared/executable-header';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { ehFrameBytes } from '#test/builders/eh-frame-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import { opened } from '#test/builders/opened-executable';
import { peBytes } from '#test/builders/pe-bytes';

const CODE_AT = 0x1000;
const DYNAMIC_AT = 0x2000;
const ARRAY_AT = 0x3000;
const RELOCATIONS_AT = 0x4000;
const DT = { rela: 7, relaSize: 8, init: 12, fini: 13, rel: 17, relSize: 18, initArray: 25, initArraySize: 27 };

interface Program {
  readonly bits?: Bits;
  readonly littleEndian?: boolean;
  readonly machine?: number;
  readonly code?: Uint8Array;
  readonly dynamic: readonly (readonly [number, number])[];
  /** Words of .init_array, or of whatever relocations are written to. */
  readonly array?: readonly number[];
  /** Place, type and addend; without addend in 32-bit programs. */
  readonly relocations?: readonly (readonly [number, number, number])[];
  readonly frames?: readonly (readonly [number, number])[];
}

async function startsOf(of: Program): Promise<FunctionStarts> {
  const { bits = 64, littleEndian = true, machine = 62, array = [], relocations = [] } = of;
  const wide = bits === 64;
  const word = bits / 8;
  const words = (values: readonly number[]): Uint8Array => {
    const out = new ByteWriter(new Uint8Array(values.length * word), littleEndian);
    values.forEach((value, index) => out.word(wide, index * word, value));
    return out.bytes;
  };
  const dynamic = words([...of.dynamic.flat(), 0, 0]);
  const table = words(relocations.flatMap(([place, type, addend]) => (wide ? [place, type, addend] : [place, type])));
  const frame = ehFrameBytes({ address: 0x5000, functions: of.frames ?? [], bits, littleEndian });
  const bytes = elfBytes({
    bits,
    littleEndian,
    machine,
    type: 3,
    segments: [
      { flags: 5, address: CODE_AT, content: of.code ?? new Uint8Array(0x100) },
      { flags: 6, address: DYNAMIC_AT, content: dynamic },
      { type: 2, flags: 6, address: DYNAMIC_AT, content: dynamic },
      { flags: 6, address: ARRAY_AT, content: words(array) },
      { flags: 4, address: RELOCATIONS_AT, content: table },
      { flags: 4, address: 0x5000, content: frame },
    ],
    sections: [
      { name: '.text', flags: 6, address: CODE_AT, size: 0x100 },
      { name: '.eh_frame', address: 0x5000, size: frame.length },
    ],
  });
  const verdict = readExecutableHeader(bytes.subarray(0, 65_536), bytes.length);
  if (verdict.outcome !== 'executable') throw new Error(JSON.stringify(verdict));
  return readFunctionStarts(await opened(sourceOf(bytes)));
}

const ARRAY = [
  [DT.initArray, ARRAY_AT],
  [DT.initArraySize, 16],
] as const;

describe('functions that the loader calls', () => {
  it.each([
    [64, true],
    [64, false],
    [32, true],
    [32, false],
  ] as const)('are those of the dynamic section (%i bits, little-endian: %s)', async (bits, littleEndian) => {
    const dynamic = [
      [DT.init, 0x1000],
      [DT.fini, 0x10f0],
      [DT.initArray, ARRAY_AT],
      [DT.initArraySize, bits / 4],
    ] as const;
    const machine = bits === 64 ? 22 : 20;
    const { reached, tables } = await startsOf({ bits, littleEndian, machine, dynamic, array: [0x1040, 0x1020] });
    expect(tables).toEqual([]);
    expect(reached).toEqual(['0x1000', '0x1020', '0x1040', '0x10f0'].map((address) => ({ address, by: 'loader' })));
  });

  it('are filled in by relocations in a program that is loaded anywhere', async () => {
    const { reached } = await startsOf({
      dynamic: [...ARRAY, [DT.rela, RELOCATIONS_AT], [DT.relaSize, 72]],
      array: [0, 0],
      relocations: [
        [ARRAY_AT, 8, 0x1030],
        [ARRAY_AT + 8, 8, 0x1060],
        [0x3800, 8, 0x1090],
      ],
    });
    expect(reached.map(({ address }) => address)).toEqual(['0x1030', '0x1060']);
  });

  it('are no ends of the array, nothing outside of the code, and none that a table names or bounds', async () => {
    const { reached, starts } = await startsOf({
      dynamic: [...ARRAY, [DT.init, 0x7000], [DT.fini, 0x1010]],
      array: [0, 0x1018],
      frames: [[0x1010, 0x10]],
    });
    expect(starts).toEqual([{ address: '0x1010', size: 16 }]);
    expect(reached).toEqual([]);
  });

  it('lead on to where they only jump', async () => {
    const code = new Uint8Array(0x100);
    code.set([0xf3, 0x0f, 0x1e, 0xfa, 0xeb, 0x3a], 0x20);
    const { reached } = await startsOf({ dynamic: [[DT.init, 0x1020]], code });
    expect(reached.map(({ address }) => address)).toEqual(['0x1020', '0x1060']);
  });

  it.each([
    [DT.init, 0xffff_ffff],
    [DT.initArray, 0xffff_fff0],
    [DT.rela, 0x4001],
  ])('are none where the dynamic section lies (tag %i)', async (tag, value) => {
    const dynamic = [
      [tag, value],
      [DT.initArraySize, 0xffff_ffff],
      [DT.relaSize, 0xffff_ffff],
    ] as const;
    expect((await startsOf({ dynamic, array: [1, 2] })).reached).toEqual([]);
  });
});

describe('pointers into 32-bit ARM code', () => {
  const RELATIVE = 23;
  const program = (targets: readonly number[], code = new Uint8Array(0x100)): Program => ({
    bits: 32,
    machine: 40,
    code,
    dynamic: [
      [DT.rel, RELOCATIONS_AT],
      [DT.relSize, targets.length * 8],
    ],
    array: targets,
    relocations: targets.map((_, index) => [ARRAY_AT + index * 4, RELATIVE, 0] as const),
  });

  it('lead to functions in Thumb code where they are odd', async () => {
    const { reached } = await startsOf(program([0x1011, 0x1020, 0x1041]));
    expect(reached).toEqual([
      { address: '0x1010', by: 'pointer', mode: 'thumb' },
      { address: '0x1040', by: 'pointer', mode: 'thumb' },
    ]);
  });

  it('lead to functions in ARM code where one begins or the one before returns', async () => {
    const code = new Uint8Array(0x100);
    new ByteWriter(code, true)
      .u32(0x10, 0xe92d_4010)
      .u32(0x1c, 0xe12f_ff1e)
      .u32(0x2c, 0xe8bd_8010)
      .u32(0x40, 0xe52d_e004);
    const { reached } = await startsOf(program([0x1010, 0x1020, 0x1030, 0x1040, 0x1050, 0x1052], code));
    expect(reached.map(({ address, mode }) => [address, mode])).toEqual([
      ['0x1010', 'arm'],
      ['0x1020', 'arm'],
      ['0x1030', 'arm'],
      ['0x1040', 'arm'],
    ]);
  });

  it('say in which mode the loader calls', async () => {
    const { reached } = await startsOf({
      bits: 32,
      machine: 40,
      dynamic: [
        [DT.init, 0x1000],
        [DT.fini, 0x1021],
      ],
    });
    expect(reached).toEqual([
      { address: '0x1000', by: 'loader', mode: 'arm' },
      { address: '0x1020', by: 'loader', mode: 'thumb' },
    ]);
  });
});

describe('what 32-bit ARM code says of functions', () => {
  const program = (code: ByteWriter, of: Partial<Program> = {}): Program => {
    return { bits: 32, machine: 40, code: code.bytes, dynamic: [], ...of };
  };
  const empty = (): ByteWriter => new ByteWriter(new Uint8Array(0x100), true);

  it('is what it calls', async () => {
    const code = empty().u32(0, 0xeb00_0002).u32(4, 0xfb00_0005).u32(8, 0xeb00_1000);
    expect((await startsOf(program(code))).reached).toEqual([
      { address: '0x1010', by: 'call', mode: 'arm' },
      { address: '0x1022', by: 'call', mode: 'thumb' },
    ]);
  });

  it('is what it takes the address of: Thumb code, or code that begins as functions do', async () => {
    const code = empty()
      .u16(0, 0x4b01, 0x447b)
      .u32(8, 0x3b)
      .u32(0x10, 0xe59f_0004, 0xe08f_0000)
      .u32(0x1c, 0x34)
      .u32(0x20, 0xe59f_0004, 0xe08f_0000)
      .u32(0x2c, 0x34)
      .u32(0x50, 0xe92d_4010);
    expect((await startsOf(program(code))).reached).toEqual([
      { address: '0x1040', by: 'pointer', mode: 'thumb' },
      { address: '0x1050', by: 'pointer', mode: 'arm' },
    ]);
  });

  it('counts less than what the loader says', async () => {
    const code = empty().u32(0, 0xeb00_0002);
    const { reached } = await startsOf(program(code, { dynamic: [[DT.init, 0x1010]] }));
    expect(reached).toEqual([{ address: '0x1010', by: 'loader', mode: 'arm' }]);
  });

  it('is not known of other processors, nor where the program is big-endian', async () => {
    const code = empty().u32(0, 0xeb00_0002);
    expect((await startsOf(program(code, { machine: 3 }))).reached).toEqual([]);
    expect((await startsOf(program(code, { littleEndian: false }))).reached).toEqual([]);
  });
});

describe('the first jump of x86 code', () => {
  it.each([
    ['short', [0xeb, 0x10], 0x1012n],
    ['short, backwards', [0xeb, 0xfe], 0x1000n],
    ['near', [0xe9, 0x00, 0x01, 0x00, 0x00], 0x1105n],
    ['near, backwards', [0xe9, 0xfb, 0xff, 0xff, 0xff], 0x1000n],
    ['behind endbr64', [0xf3, 0x0f, 0x1e, 0xfa, 0xe9, 0, 0, 0, 0], 0x1009n],
    ['cut off', [0xe9, 0x00, 0x01], undefined],
    ['none', [0x55, 0xeb, 0x10], undefined],
    ['of nothing', [], undefined],
  ])('is followed: %s', (_, code, target) => {
    expect(x86FirstJump(Uint8Array.from(code), 0x1000n)).toBe(target);
  });
});

describe('the unwind table of a program for 32-bit Windows', () => {
  it.each(['.eh_fram', '/4'])('is that of ELF files (%s)', async (name) => {
    const address = 0x40_3000;
    const frame = ehFrameBytes({
      bits: 32,
      address,
      functions: [
        [0x40_1010, 0x20],
        [0x40_1030, 0x10],
      ],
    });
    const bytes = peBytes({
      bits: 32,
      imageBase: 0x40_0000n,
      sections: [
        { name: '.text', rva: 0x1000, characteristics: 0x6000_0020, content: new Uint8Array(0x100) },
        { name, rva: 0x3000, characteristics: 0x4000_0040, content: frame },
      ],
    });
    const verdict = readExecutableHeader(bytes.subarray(0, 65_536), bytes.length);
    if (verdict.outcome !== 'executable') throw new Error(JSON.stringify(verdict));
    expect(await readFunctionStarts(await opened(sourceOf(bytes)))).toMatchObject({
      tables: ['eh_frame'],
      starts: [
        { address: '0x401010', size: 32 },
        { address: '0x401030', size: 16 },
      ],
      reached: [],
    });
  });
});
