import { anatomyOf, noise } from '#test/builders/anatomy';
import { ByteWriter } from '#test/builders/byte-writer';
import type { ElfRecipe, ElfSegment } from '#test/builders/elf-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import { signedData } from '#test/builders/signature-bytes';

const BASE = 0x1000;
const STRINGS_AT = BASE + 0x400;
const PT = { load: 1, dynamic: 2, interp: 3, note: 4, stack: 0x6474e551, relro: 0x6474e552 } as const;

type Tag = readonly [tag: number, value: number | string];

/** What a loader reads: dynamic entries, where texts stand for their place in the table of strings. */
function dynamicSegments(tags: readonly Tag[], wide: boolean, littleEndian: boolean): readonly ElfSegment[] {
  const names = `\0${tags.flatMap(([, value]) => (typeof value === 'string' ? [value] : [])).join('\0')}\0`;
  const out = new ByteWriter(new Uint8Array(0x800), littleEndian);
  const word = wide ? 8 : 4;
  const all: readonly Tag[] = [...tags, [5, STRINGS_AT]];
  all.forEach(([tag, value], index) => {
    const number = typeof value === 'string' ? names.indexOf(`\0${value}\0`) + 1 : value;
    out.word(wide, index * word * 2, tag).word(wide, index * word * 2 + word, number);
  });
  out.text(0x400, names);
  return [
    { type: PT.load, flags: 6, address: BASE, content: out.bytes },
    { type: PT.dynamic, flags: 6, address: BASE, content: out.bytes.slice(0, 0x200) },
  ];
}

function note(owner: string, type: number, description: Uint8Array, littleEndian = true): Uint8Array {
  const out = new ByteWriter(new Uint8Array(16 + Math.ceil(description.length / 4) * 4 + 4), littleEndian);
  out.u32(0, owner.length + 1, description.length, type).text(12, owner);
  out.bytes.set(description, 12 + Math.ceil((owner.length + 1) / 4) * 4);
  return out.bytes.subarray(0, 12 + Math.ceil((owner.length + 1) / 4) * 4 + Math.ceil(description.length / 4) * 4);
}

const words = (...values: number[]): Uint8Array =>
  new ByteWriter(new Uint8Array(values.length * 4), true).u32(0, ...values).bytes;
const interp = { type: PT.interp, content: Buffer.from('/lib64/ld-linux-x86-64.so.2\0') };

/** A section whose bytes are a loaded segment of its own. */
function withSection(name: string, content: Uint8Array, type = 1, more: Partial<ElfRecipe> = {}): Uint8Array {
  return elfBytes({
    ...more,
    segments: [...(more.segments ?? []), { type: PT.load, address: 0x8000, content }],
    sections: [...(more.sections ?? []), { name, type, flags: 0, address: 0x8000, size: content.length }],
  });
}

describe.each([
  [32, true],
  [64, true],
  [32, false],
  [64, false],
] as const)('the dynamic section of an ELF file, %d bits, little-endian %s', (bits, littleEndian) => {
  it('names paths and its own name', async () => {
    const tags: readonly Tag[] = [
      [1, 'libc.so.6'],
      [14, 'libx.so.1'],
      [15, '/old'],
      [29, '$ORIGIN/lib'],
    ];
    const segments = dynamicSegments(tags, bits === 64, littleEndian);
    const { facts } = await anatomyOf(elfBytes({ bits, littleEndian, type: 3, segments }));

    expect(facts).toMatchObject({ soname: 'libx.so.1', rpath: '/old', runpath: '$ORIGIN/lib' });
  });
});

describe('the notes of an ELF file', () => {
  const notes = [
    note('GNU', 3, Uint8Array.from([0xde, 0xad, 0xbe, 0xef])),
    note('GNU', 1, words(0, 3, 2, 0)),
    note('GNU', 5, words(0xc0000002, 4, 3, 0)),
  ];

  it('name build, oldest kernel and protections of the processor', async () => {
    const segments = notes.map((content) => ({ type: PT.note, content }));
    const { facts, hardening } = await anatomyOf(elfBytes({ segments: [...segments, interp] }));

    expect(facts).toMatchObject({
      build_id: 'deadbeef',
      minimum_kernel: '3.2.0',
      interpreter: '/lib64/ld-linux-x86-64.so.2',
    });
    expect(hardening).toMatchObject({ ibt: true, shadow_stack: true });
  });

  it('of ARM64 name BTI and PAC', async () => {
    const content = note('GNU', 5, words(0xc0000000, 4, 1, 0));

    expect(
      (await anatomyOf(elfBytes({ machine: 183, segments: [{ type: PT.note, content }] }))).hardening,
    ).toMatchObject({
      branch_targets: true,
      pointer_authentication: false,
    });
  });
});

describe('the hardening of an ELF file', () => {
  const stack = (flags: number): ElfSegment => ({ type: PT.stack, flags });
  const relro: ElfSegment = { type: PT.relro };

  it.each([
    ['none', [], []],
    ['partial', [relro], []],
    ['full', [relro], [[24, 0] as Tag]],
    ['full', [relro], [[30, 8] as Tag]],
    ['full', [relro], [[0x6ffffffb, 1] as Tag]],
    ['none', [], [[24, 0] as Tag]],
  ])('has relro %s', async (expected, segments, tags) => {
    const bytes = elfBytes({ segments: [...segments, ...dynamicSegments(tags, true, true)] });

    expect((await anatomyOf(bytes)).hardening.relro).toBe(expected);
  });

  it.each([
    [true, [stack(6)]],
    [false, [stack(7)]],
    [false, [interp]],
    [undefined, [{ type: PT.interp, content: Buffer.from('/usr/libexec/ld.so\0') }]],
  ])('has nx %s', async (expected, segments) => {
    expect((await anatomyOf(elfBytes({ segments }))).hardening.nx).toBe(expected);
  });

  it.each([
    [false, 2, []],
    [true, 3, [interp]],
    [true, 3, dynamicSegments([[0x6ffffffb, 0x0800_0000]], true, true)],
    [undefined, 3, []],
  ])('has pie %s', async (expected, type, segments) => {
    expect((await anatomyOf(elfBytes({ type, segments }))).hardening.pie).toBe(expected);
  });

  it('has canary and fortification by what it imports', async () => {
    const names = '\0__stack_chk_fail\0__memcpy_chk\0';
    const symbols = new ByteWriter(new Uint8Array(24 * 3), true).u32(24, 1, 0x12).u32(48, 18, 0x12);
    const bytes = withSection('.dynsym', symbols.bytes, 11, {
      segments: [{ address: 0x9000, content: Buffer.from(names) }, ...dynamicSegments([], true, true)],
      sections: [{ name: '.dynstr', type: 3, address: 0x9000, size: names.length }],
    });

    expect((await anatomyOf(bytes)).hardening).toMatchObject({ canary: true, fortify: true });
  });

  it('is silent on what only symbols could tell', async () => {
    expect((await anatomyOf(elfBytes())).hardening).toEqual({ pie: false, relro: 'none' });
  });

  it('is none of an object file', async () => {
    expect((await anatomyOf(elfBytes({ type: 1 }))).hardening).toEqual({});
  });
});

describe('who made an ELF file', () => {
  it.each([
    ['gcc 12.2.0', 'c', 'GCC: (Debian 12.2.0-14) 12.2.0'],
    ['clang 14.0.6', 'c', 'GCC: (Debian 12.2.0-14) 12.2.0\0Debian clang version 14.0.6'],
    ['rustc 1.63.0', 'rust', 'rustc version 1.63.0 (4b91a6ea7 2022-08-08)\0GCC: (GNU) 9.5.0'],
    [undefined, undefined, 'someone else'],
  ])('%s, by its comments', async (compiler, language, comments) => {
    const anatomy = await anatomyOf(withSection('.comment', Buffer.from(`${comments}\0`)));

    expect([anatomy.compiler, anatomy.language]).toEqual([compiler, language]);
    expect(anatomy.facts.compiler_comments).toEqual(comments.split('\0'));
  });

  const inline = `\xff Go buildinf:\x08\x02${'\0'.repeat(16)}\x08go1.21.5\0`;

  it.each([
    ['go', 'go 1.21.5', inline],
    ['rust', 'rustc', `/rustc/${'a1'.repeat(20)}/library/core/src/fmt/mod.rs`],
    ['rust', 'rustc 1.63.0', '/usr/src/rustc-1.63.0/library/std/src/io/mod.rs'],
    // A commit of no release: nightlies of 2025-07-24 by `.comment` of @rollup/rollup-linux-x64-gnu 4.68.8.
    ['rust', 'rustc', 'see /rustc/ and\0/rustc/b56aaec52bc0fa35591a872fb4aac81f606e265c/library/core/src/fmt/mod.rs'],
    // By `.comment` of @biomejs/cli-linux-x64 2.6.8, whose builds for other systems have only this.
    ['rust', 'rustc 1.100.0', '/rustc/0ef1bc386059596dada8fb65b50425aab2ea637a/library/core/src/fmt/mod.rs'],
    // As Alpine and Fedora build it.
    ['rust', 'rustc 1.71.1', '/home/buildozer/aports/community/rust/src/rustc-1.71.1-src/library/std/src/io/mod.rs'],
    ['rust', 'rustc 1.99.0', '/builddir/build/BUILD/rustc-1.99.0-src/library/alloc/src/vec/mod.rs'],
    ['nim', 'nim', 'fatal.nim\0sysFatal'],
    // Of the standard library of OCaml; the runtime's own text, which ocamlrun of OCaml 4.13.1 has too, shows C at most.
    ['ocaml', 'ocamlopt', '\xfc\x0b\0\0\0\0\0\0Stdlib.Exit\0\0\0\0\x04'],
    [undefined, undefined, 'caml_startup was called after the runtime was shut down'],
    // `strings` on ninja of @rescript/linux-x64 12.3.1, which is linked statically and stripped.
    ['c++', undefined, 'St10bad_typeid\0N10__cxxabiv117__class_type_infoE\0'],
    ['pascal', 'free_pascal 3.2.2', 'FPC 3.2.2 [2021/10/28] for x86_64 - Linux'],
    [undefined, undefined, 'a text about N10__cxxabiv1 and rustc-1.71.1 and /rustc/ and fatal.nimble and GCC: (none)'],
  ])('%s, by what is in its data', async (language, compiler, data) => {
    const anatomy = await anatomyOf(withSection('.rodata', Buffer.from(data, 'latin1')));

    expect([anatomy.language, anatomy.compiler]).toEqual([language, compiler]);
  });

  it('an older Go, whose version is behind pointers', async () => {
    const at = 0x8000;
    const out = new ByteWriter(new Uint8Array(128), true).text(0, '\xff Go buildinf:').u8(14, 8, 0);
    out
      .u64(16, at + 64)
      .u64(64, at + 96, 8)
      .text(96, 'go1.16.3');

    expect((await anatomyOf(withSection('.go.buildinfo', out.bytes))).compiler).toBe('go 1.16.3');
  });
});

describe('what is in and behind an ELF file', () => {
  it('is found: an executable in a section', async () => {
    const inner = elfBytes({ machine: 40, bits: 32, segments: [{ content: new Uint8Array(64) }], sections: [] });
    const [found, ...others] =
      (await anatomyOf(withSection('.rodata', Buffer.concat([new Uint8Array(100), inner, new Uint8Array(100)])))).facts
        .embedded_executables ?? [];

    expect(others).toEqual([]);
    expect(found).toMatchObject({ format: 'elf', architecture: 'arm', bits: 32, size: inner.length });
  });

  it('is not mistaken: magic numbers without a header behind them', async () => {
    const magics = Buffer.from('MZ\x90\0 \x7fELF\x02\x01\x01 \xcf\xfa\xed\xfe \xfe\xed\xfa\xce MZ', 'latin1');

    expect(
      (await anatomyOf(withSection('.rodata', Buffer.concat([magics, noise(70_000), magics])))).facts
        .embedded_executables,
    ).toBeUndefined();
  });

  it('is an overlay behind all that the headers account for', async () => {
    const bytes = withSection('.text', noise(64));
    const { facts } = await anatomyOf(Buffer.concat([bytes, noise(1000)]));

    expect(facts.overlay).toMatchObject({ offset: `0x${bytes.length.toString(16)}`, size: 1000, kind: 'unknown' });
    expect((await anatomyOf(bytes)).facts.overlay).toBeUndefined();
  });

  // Right values: modinfo(8) of modules that linux/scripts/sign-file signed ("sig_id: PKCS#7", "signer: …").
  it.each([
    ['by PKCS #7', 2, { issuer: 'CN=Authority, O=Trust', serial_number: '072a', digest_algorithm: 'sha256' }],
    ['as kernels before 4.3 had it', 1, {}],
  ])('is the signature of a kernel module, %s', async (_, kind, names) => {
    const signature = signedData();
    const record = new ByteWriter(new Uint8Array(12), false).u8(2, kind).u32(8, signature.length).bytes;
    const bytes = withSection('.modinfo', Buffer.from('license=GPL\0'), 1, { type: 1 });
    const end = Buffer.from('~Module signature appended~\n');
    const { facts, isSigned } = await anatomyOf(Buffer.concat([bytes, signature, record, end]));

    expect(isSigned).toBe(true);
    expect(facts.signature).toMatchObject({ scheme: 'linux_module', verification: 'not_verified', ...names });
    expect(facts.overlay).toMatchObject({ offset: `0x${bytes.length.toString(16)}`, kind: 'module_signature' });
    expect((await anatomyOf(bytes)).isSigned).toBe(false);
  });

  it('is UPX, by its magic number behind the program headers', async () => {
    const content = Buffer.concat([Buffer.from('\0\0\0\0UPX!\0$Id: UPX 4.02 Copyright\0', 'latin1'), noise(8192)]);
    const segments = [{ address: 0x8000, flags: 7, content }];
    const [packer] = (await anatomyOf(elfBytes({ entry: 0x8100, segments }))).facts.packers ?? [];

    expect(packer).toMatchObject({ name: 'UPX', version: '4.02' });
  });
});
