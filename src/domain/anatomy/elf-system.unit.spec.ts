import { OpenedElf } from '#domain/executables/elf/opened-elf';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import type { ElfSegment } from '#test/builders/elf-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import type { SystemClues } from './elf-system';
import { elfSystem } from './elf-system';
import { readElfTables } from './elf-tables';
import type { HeaderTraits } from './executable-tables';

const NOTHING: SystemClues = {
  machine: 62,
  osAbi: 0,
  notes: { owners: new Set() },
  interpreter: undefined,
  sections: [],
  libraries: [],
  versions: new Set(),
  symbols: [],
};
const BASE = 0x40_0000;

async function traitsOf(bytes: Uint8Array): Promise<HeaderTraits> {
  const elf = await OpenedElf.open(sourceOf(bytes));
  if (elf === undefined) throw new Error('Not an ELF file');
  return (await readElfTables(elf)).traits;
}

function note(owner: string, description: readonly number[]): ElfSegment {
  const nameSize = Math.ceil((owner.length + 1) / 4) * 4;
  const out = new ByteWriter(new Uint8Array(12 + nameSize + description.length * 4), true);
  out
    .u32(0, owner.length + 1, description.length * 4, 1)
    .text(12, owner)
    .u32(12 + nameSize, ...description);
  return { type: 4, content: out.bytes };
}

/** Symbols, names, the version needs and the dynamic section of a library. */
function needing(version: string, libraries: readonly string[]): Uint8Array {
  const names = `\0${[version, ...libraries].join('\0')}\0`;
  const out = new ByteWriter(new Uint8Array(0x400), true);
  out.text(0x40, names);
  out.u16(0x200, 1, 1).u32(0x204, 1, 16, 0).u32(0x218, 1);
  const tags = [
    ...libraries.map((name) => [1, names.indexOf(`\0${name}\0`) + 1]),
    ...[
      [5, BASE + 0x40],
      [6, BASE],
      [0x6fff_fffe, BASE + 0x200],
      [0, 0],
    ],
  ];
  tags.forEach(([tag = 0, value = 0], index) => out.u64(0x280 + index * 16, tag, value));
  return elfBytes({
    type: 3,
    segments: [
      { address: BASE, content: out.bytes },
      { type: 2, address: BASE + 0x280, content: out.bytes.slice(0x280) },
    ],
  });
}

describe('the system of an ELF file', () => {
  // Right values: the ABIs of the systems; file(1) 5.44 says "for FreeBSD", "for NetBSD" … of programs with these notes.
  it.each([
    ['freebsd', note('FreeBSD', [1_400_097])],
    ['netbsd', note('NetBSD', [999_000_000])],
    ['openbsd', note('OpenBSD', [0])],
    ['dragonfly', note('DragonFly', [600_400])],
    ['android', note('Android', [21])],
    ['linux', note('GNU', [0, 3, 2, 0])],
    ['hurd', note('GNU', [1, 0, 0, 0])],
    ['freebsd', note('GNU', [3, 8, 3, 0])],
    ['linux', note('Go', [7])],
    [undefined, note('Someone', [0])],
  ])('is %s by a note that no section leads to', async (os, segment) => {
    expect((await traitsOf(elfBytes({ segments: [segment] }))).os).toBe(os);
  });

  it("is OpenHarmony by a note whose owner's name is not padded and whose end is missing", async () => {
    const content = Uint8Array.from(Buffer.from('050000000400000000000000' + '4f484f5300' + '01000000', 'hex'));

    expect((await traitsOf(elfBytes({ segments: [{ type: 4, content }] }))).os).toBe('openharmony');
  });

  it.each([
    ['/lib64/ld-linux-x86-64.so.2', 62, 'linux'],
    ['/nix/store/abc-glibc-2.39/lib/ld-linux-x86-64.so.2', 62, 'linux'],
    ['/lib/ld-musl-aarch64.so.1', 183, 'linux'],
    ['/lib/ld-uClibc.so.0', 8, 'linux'],
    ['/lib64/ld64.so.2', 21, 'linux'],
    ['/lib/ld.so.1', 20, 'linux'],
    ['/lib/ld.so.1', 2, 'solaris'],
    ['/usr/lib/amd64/ld.so.1', 62, 'solaris'],
    ['/lib/ld.so', 3, 'hurd'],
    ['/libexec/ld-elf.so.1', 62, 'freebsd'],
    ['/libexec/ld-elf.so.2', 62, 'dragonfly'],
    ['/usr/libexec/ld.elf_so', 62, 'netbsd'],
    ['/usr/libexec/ld.so', 62, 'openbsd'],
    ['/system/bin/linker64', 183, 'android'],
    ['/apex/com.android.runtime/bin/linker64', 183, 'android'],
    ['/usr/lib/ldqnx-64.so.2', 183, 'qnx'],
    ['/system/runtime_loader', 3, 'haiku'],
    ['/opt/own/loader', 62, undefined],
  ])('is by the interpreter %s on machine %i %s', (interpreter, machine, os) => {
    expect(elfSystem({ ...NOTHING, machine, interpreter })?.os).toBe(os);
  });

  it.each([
    [['libm.so.6', 'libc.so.6'], 'linux'],
    [['liblog.so', 'libc.so.6'], 'linux'],
    [['libc.so.0.3'], 'hurd'],
    [['libc.so.7'], 'freebsd'],
    [['libc.so.102.0'], 'openbsd'],
    [['libroot.so'], 'haiku'],
    [['libc.so'], 'linux'],
    [['libdl.so', 'libc.so'], 'android'],
    [['libfdio.so', 'libc.so'], 'fuchsia'],
    [['libown.so.1'], undefined],
  ])('is by the libraries %s %s', (libraries, os) => {
    expect(elfSystem({ ...NOTHING, libraries })?.os).toBe(os);
  });

  it.each([
    ['GLIBC_2.34', ['libown.so.1'], 'linux'],
    ['LIBC', ['libc.so'], 'android'],
    ['FBSD_1.0', ['libown.so.1'], 'freebsd'],
    ['OWN_1', ['libown.so.1'], undefined],
  ])('is by the symbol version %s of %s %s', async (version, libraries, os) => {
    expect((await traitsOf(needing(version, libraries))).os).toBe(os);
  });

  it.each([
    ['.modinfo', 62, 'linux'],
    ['__ksymtab_strings', 62, 'linux'],
    ['license', 247, 'linux'],
    ['license', 62, undefined],
    ['.text', 62, undefined],
  ])('is by the section %s on machine %i %s', (name, machine, os) => {
    expect(elfSystem({ ...NOTHING, machine, sections: ['.text', name] })?.os).toBe(os);
  });

  // readelf --sections and strings of esbuild 0.28.2: for Linux it has no note, no build information and no symbol.
  it.each([
    ['/usr/local/go/src/runtime/rt0_linux_amd64.s', 'linux'],
    ['runtime/rt0_linux_s390x.s', 'linux'],
    ['runtime/rt0_illumos_amd64.s', 'solaris'],
    ['runtime/rt0_tamago_arm64.s', undefined],
    ['other/rt0_linux_amd64.s', undefined],
  ])('is by the name %s in the table of Go %s', async (name, os) => {
    for (const [bits, littleEndian] of [
      [64, true],
      [32, false],
    ] as const) {
      const pointer = bits / 8;
      const [files, end] = [0x80, 0x80 + 12 + name.length];
      const table = new ByteWriter(new Uint8Array(0x200), littleEndian);
      table.u32(0, 0xffff_fff1).u8(6, 1, pointer);
      [files, end].forEach((value, index) => table.word(bits === 64, 8 + (5 + index) * pointer, value));
      table.text(files, `errors.go\0\0${name}\0`);
      const section = { name: '.gopclntab', address: BASE, size: 0x200 };
      const segments = [{ address: BASE, content: table.bytes }];
      expect((await traitsOf(elfBytes({ bits, littleEndian, segments, sections: [section] }))).os).toBe(os);
    }
  });

  it('is none where nothing speaks of one: firmware, object files', async () => {
    for (const type of [1, 2]) {
      const traits = await traitsOf(elfBytes({ type, machine: 40, bits: 32, sections: [] }));
      expect([traits.os, traits.osEvidence]).toEqual([undefined, undefined]);
    }
  });

  it('says what shows it, which may be hostile', () => {
    const interpreter = '/system/bin/linker"\u202e';

    expect(elfSystem({ ...NOTHING, interpreter })?.evidence).toBe(
      'Its interpreter is "/system/bin/linker\'\\u{202e}".',
    );
    expect(elfSystem({ ...NOTHING, osAbi: 9 })).toEqual({
      os: 'freebsd',
      evidence: 'EI_OSABI in its header is 9.',
    });
  });
});

describe('what has the type of a library', () => {
  const flag = (tags: readonly (readonly [number, number])[]): ElfSegment[] => {
    const out = new ByteWriter(new Uint8Array(0x200), true);
    const all = [...tags, [5, BASE + 0x100], [0, 0]] as const;
    all.forEach(([tag, value], index) => out.u64(index * 16, tag, value));
    out.text(0x100, '\0own.so\0');
    return [
      { address: BASE, content: out.bytes, flags: 5 },
      { type: 2, address: BASE, content: out.bytes },
    ];
  };
  const interpreter: ElfSegment = { type: 3, content: Buffer.from('/lib64/ld-linux-x86-64.so.2\0') };

  // Right values: readelf 2.40 ("Position-Independent Executable file") and file(1) 5.44 of programs that gcc 12 linked so.
  it.each([
    ['the linker says that it is a program', [...flag([[0x6fff_fffb, 0x0800_0000]])], 'executable', true],
    ['it names a loader', [...flag([]), interpreter], 'executable', false],
    ['it has room for a debugger, which linkers give to programs alone', flag([[21, 0]]), 'executable', true],
    [
      'it has room for a debugger, and a name as a library',
      flag([
        [21, 0],
        [14, 1],
      ]),
      'shared_library',
      true,
    ],
    ['it names a loader, and itself as a library', [...flag([[14, 1]]), interpreter], 'shared_library', false],
    ['it says nothing', flag([]), 'shared_library', true],
    [
      'no loader could link it, and it begins in its code',
      [{ address: BASE, flags: 5, content: new Uint8Array(64) }],
      'executable',
      true,
    ],
  ])('and %s is of the right kind', async (_, segments, kind, isStatic) => {
    expect(await traitsOf(elfBytes({ type: 3, entry: BASE, segments }))).toMatchObject({ kind, static: isStatic });
  });
});
