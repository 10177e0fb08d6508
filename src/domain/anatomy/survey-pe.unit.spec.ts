import { createHash } from 'node:crypto';

import type { Bits } from '#domain/shared/executable-header';
import { anatomyOf, noise } from '#test/builders/anatomy';
import { ByteWriter } from '#test/builders/byte-writer';
import type { PeRecipe } from '#test/builders/pe-bytes';
import { peBytes } from '#test/builders/pe-bytes';
import type { Imported } from '#test/builders/pe-parts';
import { importTable, resourceTree, versionInfo } from '#test/builders/pe-parts';
import { certificateTable, signedData } from '#test/builders/signature-bytes';
import type { FileAnatomy } from './read-file-anatomy';

const OPTIONAL = 0x98;
const CODE = 0x6000_0020;
const text = (value: string, size = 512): Uint8Array => new ByteWriter(new Uint8Array(size), true).text(0, value).bytes;
const section = (name: string, rva: number, content: Uint8Array, characteristics = CODE) => ({
  name,
  rva,
  content,
  characteristics,
});
const md5 = (value: string): string => createHash('md5').update(value).digest('hex');

function withImports(libraries: readonly Imported[], bits: Bits = 64): Uint8Array {
  const content = importTable(0x2000, libraries, bits === 64);
  return peBytes({
    bits,
    sections: [section('.text', 0x1000, text('code')), section('.idata', 0x2000, content, 0xc000_0040)],
    directories: { 1: [0x2000, content.length] },
  });
}

describe('the imports of a PE file', () => {
  it.each([32, 64] as const)('hash to what others compute, %d bits', async (bits) => {
    const bytes = withImports(
      [
        ['KERNEL32.dll', ['ExitProcess', 'GetProcAddress']],
        ['WS2_32.DLL', [115, 9999]],
        ['custom.ocx', [7, 'DoIt']],
        ['noext', ['A']],
      ],
      bits,
    );
    const expected =
      'kernel32.exitprocess,kernel32.getprocaddress,ws2_32.wsastartup,ws2_32.ord9999,custom.ord7,custom.doit,noext.a';

    expect((await anatomyOf(bytes)).facts.imphash).toBe(md5(expected));
  });

  it('have no hash where there are none', async () => {
    expect(
      (await anatomyOf(peBytes({ sections: [section('.text', 0x1000, text('x'))] }))).facts.imphash,
    ).toBeUndefined();
  });
});

describe('the Rich header', () => {
  const ENTRIES = [
    [0x0105, 27045, 12],
    [0x0102, 27045, 1],
  ] as const;

  function withRich(damage = 0): { bytes: Uint8Array; clear: Buffer } {
    const bytes = new Uint8Array(peBytes({ sections: [section('.text', 0x1000, text('x'))] }));
    const shifted = Buffer.alloc(bytes.length + 0x80);
    Buffer.from(bytes.subarray(0, 0x80)).copy(shifted);
    Buffer.from(bytes.subarray(0x80)).copy(shifted, 0x100);
    const out = new ByteWriter(new Uint8Array(shifted), true).u32(0x3c, 0x100).u8(2, 0x90);
    out.bytes.copyWithin(0x200, 0x280, bytes.length + 0x80);
    const rotate = (value: number, by: number): number =>
      ((value << (by & 31)) | (by & 31 ? value >>> (32 - (by & 31)) : 0)) >>> 0;
    let key = 0x80;
    for (let at = 0; at < 0x80; at++) if (at < 0x3c || at > 0x3f) key += rotate(out.bytes[at]!, at);
    for (const [product, build, count] of ENTRIES) key += rotate(((product << 16) | build) >>> 0, count);
    key = (key + damage) % 2 ** 32;
    const clear = Buffer.alloc(16 + ENTRIES.length * 8);
    clear.writeUInt32LE(0x536e6144, 0);
    ENTRIES.forEach(([product, build, count], index) => {
      clear.writeUInt32LE(((product << 16) | build) >>> 0, 16 + index * 8);
      clear.writeUInt32LE(count, 20 + index * 8);
    });
    for (let at = 0; at < clear.length; at += 4) out.u32(0x80 + at, (clear.readUInt32LE(at) ^ key) >>> 0);
    out.text(0x80 + clear.length, 'Rich').u32(0x84 + clear.length, key);
    return { bytes: out.bytes, clear };
  }

  it('is decoded, checked and hashed', async () => {
    const { bytes, clear } = withRich();

    expect((await anatomyOf(bytes)).facts.rich_header).toEqual({
      hash: createHash('md5').update(clear).digest('hex'),
      checksum_valid: true,
      entries: ENTRIES.map(([product_id, build, count]) => ({ product_id, build, count })),
    });
  });

  it('shows when it is not the own one of the file', async () => {
    expect((await anatomyOf(withRich(1).bytes)).facts.rich_header?.checksum_valid).toBe(false);
  });

  it('tells which Visual Studio linked the file', async () => {
    const { bytes } = withRich();
    bytes.set([14, 29], 0x118 + 2);

    expect((await anatomyOf(bytes)).compiler).toBe('msvc Visual Studio 2019');
  });
});

describe('the resources of a PE file', () => {
  const content = resourceTree(0x2000, [
    { type: 16, name: 1, language: 0x409, content: versionInfo({ CompanyName: 'ACME', FileVersion: '1.2.3.4' }) },
    { type: 10, name: 'DVCLAL', language: 0, content: new Uint8Array(16) },
    { type: 'CUSTOM', name: 7, language: 0x407, content: noise(4096) },
  ]);
  const bytes = peBytes({
    sections: [section('.text', 0x1000, text('x')), section('.rsrc', 0x2000, content, 0x4000_0040)],
    directories: { 2: [0x2000, content.length] },
  });

  it('are listed with type, name, language, size and entropy', async () => {
    const { resources } = await anatomyOf(bytes);

    expect(resources.map(({ type, name, language, size }) => [type, name, language, size])).toEqual([
      ['VERSION', '1', '0x409', expect.any(Number)],
      ['RCDATA', 'DVCLAL', '0x0', 16],
      ['CUSTOM', '7', '0x407', 4096],
    ]);
    expect(resources[2]?.entropy).toBeGreaterThan(7.9);
  });

  it('hold version information', async () => {
    expect((await anatomyOf(bytes)).facts.version_info).toEqual({ CompanyName: 'ACME', FileVersion: '1.2.3.4' });
  });

  it('show Delphi', async () => {
    expect(await anatomyOf(bytes)).toMatchObject({ language: 'delphi', compiler: 'delphi' });
  });

  it('are read once, when directories lead back to themselves', async () => {
    const looped = resourceTree(0x2000, [{ type: 3, name: 1, language: 0, content: new Uint8Array(4) }]);
    new ByteWriter(looped, true).u32(20, 0x8000_0000);
    const file = peBytes({ sections: [section('.rsrc', 0x2000, looped)], directories: { 2: [0x2000, looped.length] } });

    expect((await anatomyOf(file)).resources).toEqual([]);
  });
});

describe('the hardening of a PE file', () => {
  function hardened(dllCharacteristics: number, recipe: PeRecipe = {}): Promise<FileAnatomy> {
    const bytes = peBytes({ sections: [section('.text', 0x1000, text('x'))], ...recipe });
    new ByteWriter(bytes, true).u16(OPTIONAL + 70, dllCharacteristics);
    return anatomyOf(bytes);
  }
  const loadConfig = (): ByteWriter => new ByteWriter(new Uint8Array(256), true).u32(0, 0xa0);

  it('is what its flags say', async () => {
    expect((await hardened(0x4160 | 0x80, { bits: 32 })).hardening).toMatchObject({
      aslr: true,
      high_entropy_aslr: true,
      dep: true,
      cfg: false,
      seh: true,
      safe_seh: false,
      force_integrity: true,
      canary: false,
      code_signature: false,
    });
  });

  it('has no ASLR without relocations, and always DEP in 64 bits', async () => {
    expect((await hardened(0x0040, { characteristics: 0x0003 })).hardening).toMatchObject({ aslr: false, dep: true });
  });

  it('has a canary, CFG and safe SEH where the load configuration has them', async () => {
    const config = loadConfig().u32(60, 0x403000, 0x402000, 3).u32(88, 0x500);
    const { hardening } = await hardened(0x4000, {
      bits: 32,
      sections: [section('.rdata', 0x1000, config.bytes)],
      directories: { 10: [0x1000, 0xa0] },
    });

    expect(hardening).toMatchObject({ canary: true, cfg: true, safe_seh: true });
  });
});

describe('the signature of a PE file', () => {
  function signed(...signatures: readonly Uint8Array[]): Uint8Array {
    const plain = peBytes({ sections: [section('.text', 0x1000, text('x'))] });
    const bytes = new Uint8Array(Buffer.concat([plain, ...signatures.map(certificateTable)]));
    new ByteWriter(bytes, true).u32(OPTIONAL + 112 + 4 * 8, plain.length, bytes.length - plain.length);
    return bytes;
  }

  it('names who signed, by whose certificate, and is not verified', async () => {
    const { facts, isSigned, hardening } = await anatomyOf(signed(signedData()));

    expect(facts.signature).toEqual({
      scheme: 'authenticode',
      verification: 'not_verified',
      subject: 'CN=Signer, O=Company',
      issuer: 'CN=Authority, O=Trust',
      serial_number: '072a',
      digest_algorithm: 'sha256',
      timestamped: true,
    });
    expect(facts.signatures).toBeUndefined();
    expect([isSigned, hardening.code_signature, facts.overlay]).toEqual([true, true, undefined]);
  });

  // As osslsigncode and Debian's shim-signed (`sbverify --list`: two signers) have them.
  it('may be one of several, in entries of their own or within another', async () => {
    const two = signed(signedData({ signer: 'One' }), signedData({ signer: 'Two' }));
    const inner = signed(signedData({ signer: 'One', nested: signedData({ signer: 'Two' }) }));
    for (const bytes of [two, inner]) {
      const { facts } = await anatomyOf(bytes);
      expect(facts.signatures?.map(({ subject }) => subject)).toEqual(['CN=One, O=Company', 'CN=Two, O=Company']);
      expect(facts.signature).toEqual(facts.signatures?.[0]);
    }
  });

  it('is there although it cannot be read', async () => {
    const { facts, isSigned } = await anatomyOf(signed(noise(300)));

    expect([facts.signature, isSigned]).toEqual([undefined, true]);
  });

  it('says when there is no timestamp', async () => {
    expect((await anatomyOf(signed(signedData({ timestamped: false })))).facts.signature?.timestamped).toBe(false);
  });
});

describe('the time of a PE file', () => {
  const debug = (type: number): Uint8Array => new ByteWriter(new Uint8Array(28), true).u32(12, type).bytes;
  const dated = (type: number): Uint8Array => {
    const bytes = peBytes({ sections: [section('.rdata', 0x1000, debug(type))], directories: { 6: [0x1000, 28] } });
    return new ByteWriter(Uint8Array.from(bytes), true).u32(0x88, 0xb900_0000).bytes;
  };

  it('is what its header says', async () => {
    const { facts } = await anatomyOf(dated(12));
    expect([facts.compiled_at, facts.reproducible]).toEqual(['2068-05-09T10:29:20.000Z', undefined]);
  });

  // `llvm-readobj --coff-debug-directory` calls the entry `Repro`: the linker has put a hash where the time would be.
  it('is none of a build that says it is reproducible', async () => {
    const { facts } = await anatomyOf(dated(16));
    expect([facts.compiled_at, facts.reproducible]).toEqual([undefined, true]);
  });
});

describe('the language of a PE file', () => {
  // bin/vsce-sign.exe of @vscode/vsce-sign-win32-x64 2.0.6: no section and no export of NativeAOT; Visual C++'s linker and a text of it.
  const header = 'RTR\0\x0a\0\x01\0\0\0\0\0\x22\0\x18\x01\xc9\0\0\0\x01\0\0\0';

  it.each([
    ['.net', 'ilc', header],
    // Of code that is compiled ahead beside IL: its sections are numbered from 100 on.
    ['c++', undefined, header.replace('\xc9', '\x64')],
    ['c++', undefined, 'RTR\0'.repeat(300)],
  ])('is %s, by %s', async (language, compiler, data) => {
    const rdata = section('.rdata', 0x1000, Buffer.from(`.?AVbad_alloc@std@@\0${data}`, 'latin1'));
    const found = await anatomyOf(peBytes({ sections: [rdata] }));

    expect([found.language, found.compiler]).toEqual([language, compiler]);
  });
});

describe('packing of a PE file', () => {
  const packedSections = (first: string, second: string) => [
    section(first, 0x1000, new Uint8Array(0), 0xe000_0080),
    section(second, 0x11000, noise(8192), 0xe000_0040),
    section('.rsrc', 0x20000, text('resources'), 0xc000_0040),
  ];

  it('is named by sections and magic, with the version', async () => {
    const bytes = peBytes({ entryRva: 0x11010, sections: packedSections('UPX0', 'UPX1') });
    new ByteWriter(bytes, true).text(0x1e0, '3.96\0UPX!');
    const [packer, ...others] = (await anatomyOf(bytes)).facts.packers ?? [];

    expect(others).toEqual([]);
    expect(packer).toMatchObject({ name: 'UPX', version: '3.96', confidence: 0.99 });
    expect(packer?.evidence).toEqual(expect.arrayContaining(['section UPX0', 'section UPX1']));
  });

  const roomy = (name: string) => ({ ...section(name, 0x1000, new Uint8Array(0)), virtualSize: 0x8000 });

  // An unpacked dump, or chance: Detect It Easy and RetDec ask for an empty first section.
  it('is not told by the names of sections with plain content', async () => {
    const sections = [section('UPX0', 0x1000, text('code', 1536), 0xe000_0020), section('UPX1', 0x2000, text('data'))];

    expect((await anatomyOf(peBytes({ sections }))).facts.packers).toBeUndefined();
  });

  it.each([
    ['room for what is unpacked', 'UPX', [roomy('UPX0')], 0x1000],
    ['dense bytes', 'ASPack', [section('.aspack', 0x1000, noise(1024))], 0x1000],
    [
      'an entry point in it',
      'MPRESS',
      [section('a', 0x1000, text('x')), section('.mpress2', 0x2000, text('x'))],
      0x2000,
    ],
  ])('is told by the name of a section beside %s', async (_, name, sections, entryRva) => {
    expect((await anatomyOf(peBytes({ sections, entryRva }))).facts.packers).toMatchObject([{ name }]);
  });

  it('shows by its ways where nothing names it', async () => {
    const [packer] =
      (await anatomyOf(peBytes({ entryRva: 0x11010, sections: packedSections('.a', '.b') }))).facts.packers ?? [];

    expect(packer?.name).toBe('unknown');
    expect(packer?.evidence.join('\n')).toMatch(/entry point in \.b, entropy 7\.9.*\n.*writable/);
    expect(packer?.confidence).toBeGreaterThan(0.8);
  });

  it.each(['.text', 'INIT'])('is not seen in an ordinary program that begins in %s', async (name) => {
    const bytes = peBytes({
      sections: [section(name, 0x1000, text('code', 8192)), section('.data', 0x4000, noise(512), 0xc000_0040)],
    });

    expect((await anatomyOf(bytes)).facts.packers).toBeUndefined();
  });
});

describe('what follows a PE file', () => {
  const program = peBytes({ sections: [section('.text', 0x1000, text('x'))] });

  it.each([
    ['zip', 'PK\x03\x04 and so on'],
    ['nsis', '\0\0\0\0\xef\xbe\xad\xdeNullsoftInst\0'],
    ['inno', 'Inno Setup Setup Data (5.5.7)\0'],
    ['pyinstaller', 'archive MEI\x0c\x0b\x0a\x0b\x0e\0\0\x10\0\0\0\x0f\0\0\0\x01\x0b\0\0\x01\x37python311.dll\0'],
    ['7z', '7z\xbc\xaf\x27\x1c'],
    ['unknown', 'what is this'],
    ['padding', '\0\0\0\0'],
  ])('is an overlay of kind %s', async (kind, load) => {
    const { facts } = await anatomyOf(Buffer.concat([program, Buffer.from(load, 'latin1')]));

    expect(facts.overlay).toMatchObject({ offset: `0x${program.length.toString(16)}`, size: load.length, kind });
  });

  it('may be another program', async () => {
    const { facts } = await anatomyOf(Buffer.concat([program, program]));

    expect(facts.overlay?.kind).toBe('pe');
    expect(facts.embedded_executables).toEqual([
      {
        format: 'pe',
        architecture: 'x86_64',
        bits: 64,
        size: program.length,
        offset: `0x${program.length.toString(16)}`,
        section: 'overlay',
      },
    ]);
  });

  it('shows what froze a Python program', async () => {
    const cookie = 'MEI\x0c\x0b\x0a\x0b\x0e\0\0\x10\0\0\0\x0f\0\0\0\x01\x0b\0\0\x01\x37python311.dll\0';
    const { language, facts } = await anatomyOf(Buffer.concat([program, Buffer.from(cookie, 'latin1')]));

    expect([language, facts.toolchain?.[0]?.version]).toEqual(['python', 'python 3.11']);
  });
});
