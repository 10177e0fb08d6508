import { anatomyOf, noise } from '#test/builders/anatomy';
import { ByteWriter } from '#test/builders/byte-writer';
import type { ElfSegment } from '#test/builders/elf-bytes';
import { elfBytes } from '#test/builders/elf-bytes';

type Named = readonly [name: string, confidence: number];

async function packersOf(bytes: Uint8Array): Promise<readonly Named[]> {
  return ((await anatomyOf(bytes)).facts.packers ?? []).map(({ name, confidence }) => [name, confidence] as const);
}

/** Laid out as `guitmz/ezuri` (crypter.go, stub/main.go) writes it: program, key, vector, what AES in CFB mode makes of a program. */
describe('Ezuri', () => {
  const [key, vector] = ['kJ#8sQ0zPw%Rt5vXy2Bn@Lm7Hd4Gf1Ca', 'Zx9$Kq3@Tr6%Wp1#'];
  const program = (data: string, section = '.gopclntab'): Uint8Array => {
    const content = Buffer.from(data, 'latin1');
    return elfBytes({
      segments: [{ address: 0x400000, content }],
      sections: [{ name: section, address: 0x400000, size: content.length }],
    });
  };
  const packed = (stub: Uint8Array, load: Uint8Array = noise(8192)): Uint8Array =>
    Buffer.concat([stub, Buffer.from(key + vector), load]);
  const data = `reflect: call${key}strings${vector}unknown`;

  it('is known by its key and vector, which are there twice', async () => {
    expect(await packersOf(packed(program(data)))).toEqual([['Ezuri', 0.99]]);
  });

  it.each([
    ['text that the program does not know', packed(program('reflect: call'))],
    ['the key alone in the program', packed(program(key))],
    // As a self-extractor has it.
    ['one text that holds both, a marker of the program', packed(program(`reflect: call${key}${vector}unknown`))],
    [
      'a ruler',
      Buffer.concat([program(`a${'='.repeat(48)}b${'='.repeat(16)}c`), Buffer.from('='.repeat(48)), noise(8192)]),
    ],
    ['a program that is not of Go', packed(program(data, '.rodata'))],
    ['what is behind them not encrypted', packed(program(data), new Uint8Array(8192))],
    ['nothing behind the program', program(data)],
  ])('is not known by %s', async (_, bytes) => {
    expect(await packersOf(bytes)).toEqual([]);
  });
});

/** Laid out as `arisada/midgetpack` (elf.c, midgetpack.c) writes it: BASE_ADDR 0xda79000, and a page and the stub's size more. */
describe.each([32, 64] as const)('midgetpack, %d bits', (bits) => {
  const [kindAt, bannerAt] = bits === 64 ? [28, 16] : [16, 8];
  const load = noise(4096);
  const address = 0xda7a000;

  /** `stub_data_32` or `stub_data_64` from `data_base` on. */
  const record = (kind: number, length: number): Uint8Array => {
    const out = new ByteWriter(new Uint8Array(96), true);
    out.word(bits === 64, 0, address).u32(bits / 8, length);
    out.word(bits === 64, bannerAt, address + length).u32(kindAt - 4, load.length - length, kind);
    return out.bytes;
  };
  const packed = (kind: number, { flags = 7, length = load.length } = {}): Uint8Array => {
    const segments: readonly ElfSegment[] = [
      { address: 0xba000f0, flags: 5, content: noise(64) },
      {
        address: 0xba10000,
        flags: 6,
        content: Buffer.concat([Buffer.from('\xa7\xbe\x0d\xf0', 'latin1'), record(kind, length)]),
      },
      { address, flags, content: load },
    ];
    // Without sections, as the file's last bytes are those of the segment.
    return elfBytes({ bits, segments }).slice(0, -'\0.shstrtab\0'.length);
  };

  it.each([
    ['a password', packed(1)],
    ['a key exchange, with a banner behind', packed(2, { length: 4080 })],
  ])('is known by where its descriptor points: %s', async (_, bytes) => {
    expect(await packersOf(bytes)).toContainEqual(['midgetpack', 0.99]);
  });

  it.each([
    ['of another kind', packed(3)],
    ['of a segment that only data may be in', packed(1, { flags: 6 })],
    ['of blocks that AES does not have', packed(1, { length: 4081 })],
  ])('is not known by a descriptor %s', async (_, bytes) => {
    expect((await packersOf(bytes)).map(([name]) => name)).not.toContain('midgetpack');
  });
});

/** Laid out as `ex0dus-0x/ward` (injector.go) writes it: p_offset and p_filesz of the first note are those of the program behind. */
describe('ward', () => {
  const words = 'cannot read ourselves as file\0cannot create in-memory fd for code\0';
  const packed = (text: string, inner: Uint8Array, room = 32): Uint8Array => {
    const segments: readonly ElfSegment[] = [
      { address: 0x400000, flags: 5, content: Buffer.from(text) },
      { type: 4, address: 0x400000, content: inner },
    ];
    const bytes = elfBytes({ segments }).slice(0, -'\0.shstrtab\0'.length);
    new ByteWriter(bytes, true).u64(64 + 56 + 40, room);
    return bytes;
  };
  const program = elfBytes({ segments: [{ content: noise(512) }] });

  it('is known by a program for a note, and by its words', async () => {
    expect(await packersOf(packed(words, program))).toEqual([['ward', 0.99]]);
  });

  it('is some packer without its words', async () => {
    expect(await packersOf(packed('x'.repeat(64), program))).toEqual([['unknown', 0.85]]);
  });

  it.each([
    ['a note behind all that is one', packed(words, noise(64), 64)],
    ['a note that is cut in memory', packed(words, noise(64))],
    ['its words alone', packed(words, Buffer.from('no program'))],
  ])('is not known by %s', async (_, bytes) => {
    expect(await packersOf(bytes)).toEqual([]);
  });
});
