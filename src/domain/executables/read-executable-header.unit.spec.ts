import fc from 'fast-check';

import type { ExecutableHeader, HeaderVerdict } from '#domain/shared/executable-header';
import { elfBytes } from '#test/builders/elf-bytes';
import { CPU, fatBytes, machoBytes } from '#test/builders/macho-bytes';
import { behindStub, peBytes } from '#test/builders/pe-bytes';
import { describeExecutable } from './describe-executable';
import { peHeaderBeyond } from './pe/pe-header';
import { readExecutableHeader } from './read-executable-header';

const judge = (bytes: Uint8Array, size = bytes.length): HeaderVerdict =>
  readExecutableHeader(bytes.subarray(0, 65_536), size);
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

function headerOf(bytes: Uint8Array): ExecutableHeader {
  const verdict = judge(bytes);
  if (verdict.outcome !== 'executable') throw new Error(`Not executable: ${JSON.stringify(verdict)}`);
  return verdict.header;
}

function faultOf(bytes: Uint8Array): string {
  const verdict = judge(bytes);
  if (verdict.outcome !== 'corrupt') throw new Error(`Not corrupt: ${JSON.stringify(verdict)}`);
  return `${verdict.format}: ${verdict.reason}`;
}

describe('an ELF header', () => {
  it.each([
    [64, true, 62, 'x86_64', 'ELF 64-bit executable, x86-64'],
    [32, true, 3, 'x86', 'ELF 32-bit executable, x86'],
    [32, true, 62, 'x86_64', 'ELF 32-bit executable, x86-64'],
    [64, false, 22, 's390x', 'ELF 64-bit executable, IBM z/Architecture, big-endian'],
    [32, false, 22, 's390', 'ELF 32-bit executable, IBM S/390, big-endian'],
    [32, false, 8, 'mips', 'ELF 32-bit executable, MIPS, big-endian'],
    [64, true, 8, 'mips64', 'ELF 64-bit executable, MIPS64'],
    [64, true, 243, 'riscv64', 'ELF 64-bit executable, RISC-V 64'],
    [32, true, 83, 'avr', 'ELF 32-bit executable, AVR'],
    [32, true, 94, 'xtensa', 'ELF 32-bit executable, Xtensa'],
    [32, false, 0x3426, 'or1k', 'ELF 32-bit executable, OpenRISC 1000, big-endian'],
    [32, true, 258, 'loongarch', 'ELF 32-bit executable, LoongArch'],
    [64, true, 0xbeee, 'unknown', 'ELF 64-bit executable, unknown architecture'],
  ] as const)(
    'of %i bits (little-endian: %s), machine %i, is %s',
    (bits, littleEndian, machine, architecture, words) => {
      const header = headerOf(elfBytes({ bits, littleEndian, machine, entry: 0x1234 }));
      expect(header).toEqual({
        format: 'elf',
        architecture,
        bits,
        endianness: littleEndian ? 'little' : 'big',
        kind: 'executable',
        entryPoint: '0x1234',
      });
      expect(describeExecutable(header)).toBe(words);
    },
  );

  it.each([
    [0, 'other'],
    [1, 'relocatable'],
    [2, 'executable'],
    [3, 'shared_library'],
    [4, 'core'],
    [0xfe00, 'other'],
  ])('of type %i is of kind %s', (type, kind) => {
    expect(headerOf(elfBytes({ type }))).toMatchObject({ kind });
  });

  // Right values: readelf 2.40 ("mips3, abi2", "mips64, o64" …); N32 is the ABI of 64-bit registers and 32-bit addresses.
  it.each([
    [0x2000_0020, 'mips64'],
    [0x2000_3000, 'mips'],
    [0x2000_2000, 'mips64'],
    [0x2000_4000, 'mips64'],
    [0x5000_1000, 'mips'],
  ])('of MIPS with the flags %i is of %s', (flags, architecture) => {
    const bytes = elfBytes({ bits: 32, machine: 8 });
    new DataView(bytes.buffer).setUint32(36, flags, true);
    expect(headerOf(bytes)).toMatchObject({ architecture, bits: 32 });
  });

  it('of a library that names an interpreter is a program', () => {
    const segments = [{ type: 6 }, { type: 3, content: latin1('/lib64/ld-linux-x86-64.so.2\0') }];
    expect(headerOf(elfBytes({ type: 3, segments }))).toMatchObject({ kind: 'executable' });
    expect(headerOf(elfBytes({ type: 3, bits: 32, segments }))).toMatchObject({ kind: 'executable' });
  });

  it('keeps all 64 bits of the entry point and has none where it is 0', () => {
    expect(headerOf(elfBytes({ entry: 0xffff_ffff_8100_0001n })).entryPoint).toBe('0xffffffff81000001');
    expect(headerOf(elfBytes({ entry: 0 }))).not.toHaveProperty('entryPoint');
  });

  it('stays readable when its tables point out of the file', () => {
    const bytes = elfBytes({ type: 3 });
    new DataView(bytes.buffer).setBigUint64(32, 0xffff_ffff_ffff_fff0n, true);
    new DataView(bytes.buffer).setUint32(54, 0xffff_ffff);
    expect(headerOf(bytes)).toMatchObject({ kind: 'shared_library' });
  });

  it('is corrupt when cut, or of a class or byte order that does not exist', () => {
    expect(faultOf(elfBytes().subarray(0, 63))).toBe('elf: The file ends within the ELF header, after 63 of 64 bytes.');
    expect(faultOf(elfBytes({ bits: 32 }).subarray(0, 51))).toContain('51 of 52 bytes');
    expect(faultOf(latin1('\x7fELF'))).toContain('after 4 bytes');
    expect(faultOf(elfBytes().fill(3, 4, 5))).toContain('class is 3');
    expect(faultOf(elfBytes().fill(0, 5, 6))).toContain('byte order is 0');
  });
});

describe('a PE header', () => {
  it.each([
    [64, 0x8664, 'x86_64', 'PE32+ executable, x86-64'],
    [32, 0x14c, 'x86', 'PE32 executable, x86'],
    [64, 0xaa64, 'arm64', 'PE32+ executable, ARM64'],
    [32, 0x1c4, 'arm', 'PE32 executable, ARM'],
    [32, 0x7777, 'unknown', 'PE32 executable, unknown architecture'],
  ] as const)('of %i bits, machine %i, is %s', (bits, machine, architecture, words) => {
    const header = headerOf(peBytes({ bits, machine }));
    expect(header).toMatchObject({ format: 'pe', architecture, bits, endianness: 'little', kind: 'executable' });
    expect(header.entryPoint).toBe(bits === 64 ? '0x140001000' : '0x401000');
    expect(describeExecutable(header)).toBe(words);
  });

  it('tells programs, libraries and drivers apart', () => {
    expect(headerOf(peBytes({ characteristics: 0x2002 })).kind).toBe('shared_library');
    expect(headerOf(peBytes({ subsystem: 1 })).kind).toBe('driver');
    expect(headerOf(peBytes({ subsystem: 2 })).kind).toBe('executable');
    expect(headerOf(peBytes({ characteristics: 0 })).kind).toBe('other');
  });

  it('wraps an entry point beyond its address space and has none where it is 0', () => {
    const wrapped = peBytes({ imageBase: 0xffff_ffff_ffff_f000n, entryRva: 0x2000 });
    expect(headerOf(wrapped).entryPoint).toBe('0x1000');
    // `objdump -f` says "start address 0x01301000".
    const narrow = peBytes({ bits: 32, imageBase: 0x140_0000n, entryRva: 0xfff0_1000 });
    expect(headerOf(narrow).entryPoint).toBe('0x1301000');
    expect(headerOf(peBytes({ entryRva: 0 }))).not.toHaveProperty('entryPoint');
  });

  it('is corrupt when cut or impossible', () => {
    expect(faultOf(latin1('MZ'))).toBe('pe: The file ends within the DOS header, after 2 of 64 bytes.');
    expect(faultOf(peBytes().subarray(0, 0x80))).toBe('pe: The PE header lies at offset 128, outside of the file.');
    expect(faultOf(peBytes().subarray(0, 0x90))).toBe('pe: The file ends within the PE header.');
    expect(faultOf(peBytes().fill(0, 0x98, 0x9a))).toContain('magic number is 0x0;');
    const far = joined(peBytes(), new Uint8Array(100_000));
    new DataView(far.buffer).setUint32(0x3c, 90_000, true);
    expect(faultOf(far)).toContain('too far');
  });

  it('is read where a large DOS stub keeps it out of the head', () => {
    const far = behindStub(peBytes({ bits: 32 }), 0x11000);
    const place = peHeaderBeyond(far.subarray(0, 65_536), far.length);
    expect(place).toEqual({ offset: 0x11000, size: 264 });
    const beyond = { offset: 0x11000, bytes: far.subarray(0x11000, 0x11000 + 264) };
    expect(readExecutableHeader(far.subarray(0, 65_536), far.length, beyond)).toMatchObject({
      outcome: 'executable',
      header: { format: 'pe', entryPoint: '0x401000' },
    });
    const cut = { ...beyond, bytes: beyond.bytes.subarray(0, 80) };
    expect(readExecutableHeader(far.subarray(0, 65_536), far.length, cut)).toMatchObject({ outcome: 'corrupt' });
    expect(peHeaderBeyond(peBytes(), 100_000)).toBeUndefined();
  });

  it('without a PE signature is of a DOS or a segmented executable', () => {
    expect(judge(peBytes().fill(0, 0x80, 0x84))).toEqual({ outcome: 'unsupported', name: 'DOS executable' });
    const segmented = peBytes();
    segmented.set(latin1('NE'), 0x80);
    expect(judge(segmented)).toEqual({ outcome: 'unsupported', name: '16-bit NE executable' });
    const dos = joined(latin1('MZ'), new Uint8Array(58).fill(0), new Uint8Array(40).fill(0x90));
    expect(judge(dos)).toEqual({ outcome: 'unsupported', name: 'DOS executable' });
  });
});

describe('a Mach-O header', () => {
  it.each([
    [64, true, CPU.x86_64, 'x86_64', 'Mach-O 64-bit executable, x86-64'],
    [64, true, CPU.arm64, 'arm64', 'Mach-O 64-bit executable, ARM64'],
    [32, true, CPU.arm, 'arm', 'Mach-O 32-bit executable, ARM'],
    [32, false, CPU.powerpc, 'powerpc', 'Mach-O 32-bit executable, PowerPC, big-endian'],
  ] as const)('of %i bits (little-endian: %s), cpu %i, is %s', (bits, littleEndian, cpuType, architecture, words) => {
    const header = headerOf(machoBytes({ bits, littleEndian, cpuType }));
    expect(header).toMatchObject({ format: 'macho', architecture, bits, kind: 'executable' });
    expect(describeExecutable(header)).toBe(words);
  });

  it.each([
    [1, 'relocatable'],
    [6, 'shared_library'],
    [8, 'shared_library'],
    [4, 'core'],
    [10, 'other'],
    [11, 'driver'],
  ])('of file type %i is of kind %s', (fileType, kind) => {
    expect(headerOf(machoBytes({ fileType })).kind).toBe(kind);
  });

  it('is corrupt when cut', () => {
    expect(faultOf(machoBytes().subarray(0, 31))).toContain('macho: The file ends within the Mach-O header');
  });
});

describe('a universal Mach-O header', () => {
  const x86 = { cpuType: CPU.x86, image: machoBytes({ bits: 32, cpuType: CPU.x86 }) };
  const powerpc = { cpuType: CPU.powerpc, image: machoBytes({ bits: 32, littleEndian: false, cpuType: CPU.powerpc }) };
  const arm64 = { cpuType: CPU.arm64, image: machoBytes({ cpuType: CPU.arm64 }) };
  const x64 = { cpuType: CPU.x86_64, image: machoBytes({ fileType: 6 }) };

  it.each([false, true])('lists every image and picks x86-64 (64-bit offsets: %s)', (wide) => {
    const header = headerOf(fatBytes([powerpc, arm64, x64, x86], wide));
    expect(header.slices?.map(({ architecture }) => architecture)).toEqual(['powerpc', 'arm64', 'x86_64', 'x86']);
    expect(header.slices?.[2]).toEqual({ architecture: 'x86_64', bits: 64, offset: 12_288, size: 32 });
    expect(header).toMatchObject({ architecture: 'x86_64', bits: 64, kind: 'shared_library', slice: 2 });
    expect(describeExecutable(header)).toBe(
      'Mach-O 64-bit dynamic library, x86-64 (universal: PowerPC, ARM64, x86-64, x86)',
    );
  });

  it('picks ARM64 next, then the first of the rest', () => {
    expect(headerOf(fatBytes([powerpc, arm64]))).toMatchObject({ architecture: 'arm64', slice: 1 });
    expect(headerOf(fatBytes([powerpc, x86]))).toMatchObject({ architecture: 'powerpc', endianness: 'big', slice: 0 });
  });

  it('passes over images that are not in the file, or are something else', () => {
    const cut = fatBytes([powerpc, x64]);
    expect(headerOf(cut.subarray(0, -1))).toMatchObject({ architecture: 'powerpc', slice: 0 });
    const overwritten = fatBytes([powerpc, x64]);
    overwritten.fill(0, 8192, 8196);
    expect(headerOf(overwritten)).toMatchObject({ architecture: 'powerpc', slice: 0 });
  });

  it('takes the kind of another image when the chosen one is out of sight', () => {
    const large = { cpuType: CPU.x86, image: joined(machoBytes({ bits: 32, fileType: 6 }), new Uint8Array(70_000)) };
    expect(headerOf(fatBytes([large, x64]))).toMatchObject({
      architecture: 'x86_64',
      kind: 'shared_library',
      slice: 1,
    });
  });

  it('is corrupt without an image', () => {
    expect(faultOf(latin1('\xca\xfe\xba\xbe'))).toContain('ends within the universal header');
    expect(faultOf(fatBytes([]))).toContain('lists no image');
    expect(faultOf(fatBytes([x64]).subarray(0, 20))).toContain('lists 1 images');
    expect(faultOf(fatBytes([x64]).subarray(0, 4096))).toContain('lies within it');
    expect(faultOf(fatBytes([{ cpuType: CPU.x86, image: new Uint8Array(64) }]))).toContain('is a Mach-O image');
  });

  it('of static libraries is named', () => {
    const archive = { cpuType: CPU.arm64, image: joined(latin1('!<arch>\n'), new Uint8Array(60)) };
    expect(judge(fatBytes([archive]))).toEqual({ outcome: 'unsupported', name: 'universal static library' });
  });
});

describe('another file', () => {
  it.each([
    ['', 'empty file'],
    ['\xca\xfe\xba\xbe\0\0\0\x34', 'Java class'],
    ['dex\n035\0', 'DEX bytecode'],
    ['\0asm\x01\0\0\0', 'WebAssembly module'],
    ['#!/bin/sh\necho\n', 'script'],
    ['plain text\n', 'text'],
    ['na\xc3\xafve caf\xc3\xa9', 'text'],
    ['\xff\xfeh\0i\0', 'text'],
    ['\x1f\x8b\x08\0', 'gzip data'],
    ['PK\x03\x04\x14\0\0\0', 'ZIP archive'],
    ['PK\x03\x04\x14\0\0\0META-INF/MANIFEST.MF', 'Java archive (JAR)'],
    ['PK\x03\x04\x14\0\0\0META-INF/MANIFEST.MF\0AndroidManifest.xml', 'Android package (APK)'],
    ['!<arch>\ndebian-binary   ', 'Debian package'],
    ['!<arch>\nfoo.o/', 'ar archive'],
    ['\xa7\r\r\n\0\0\0\0', 'Python bytecode'],
    ['%PDF-1.7\n', 'PDF document'],
    ['\x89PNG\r\n\x1a\n', 'PNG image'],
    ['\xff\xd8\xff\xe0', 'JPEG image'],
    ['\x01\xf7\0\x05', 'XCOFF executable or object file of AIX'],
    ['<bigaf>\n0       ', 'archive of AIX'],
    [
      '\0\0\xff\xff\x02\0\x64\x86\0\0\0\0\xc7\xa1\xba\xd1\xee\xba\xa9\x4b\xaf\x20\xfa\xf6\x6a\xa4\xdc\xb8',
      'COFF object (not yet linked for Windows)',
    ],
    ['\0\0\xff\xff\0\0\x64\x86\0\0\0\0\x04\0\0\0\0\0\x04\0a\0b\0', 'COFF import object (of an import library)'],
    ['\x80\x81\x82\x83', 'unknown data'],
    ['\x7fEL', 'unknown data'],
    ['\0', 'unknown data'],
  ])('%j is named', (content, name) => {
    expect(judge(latin1(content))).toEqual({ outcome: 'unsupported', name });
  });

  it('is a COFF object only when its tables lie in it', () => {
    const object = new Uint8Array(200);
    const view = new DataView(object.buffer);
    view.setUint16(0, 0x8664, true);
    view.setUint16(2, 1, true);
    view.setUint32(8, 80, true);
    view.setUint32(12, 2, true);
    object.set(latin1('.text'), 20);
    expect(judge(object)).toEqual({ outcome: 'unsupported', name: 'COFF object (not yet linked for Windows)' });
    view.setUint32(12, 200, true);
    expect(judge(object)).toEqual({ outcome: 'unsupported', name: 'unknown data' });
  });

  it('is text although a character is cut at the end of the head', () => {
    expect(judge(latin1(`${'a'.repeat(65_535)}\xc3\xa9`), 65_537)).toEqual({ outcome: 'unsupported', name: 'text' });
  });
});

describe('hostile bytes', () => {
  const valid = [elfBytes({ segments: [{ type: 3 }] }), elfBytes({ bits: 32, littleEndian: false }), peBytes()];
  valid.push(peBytes({ bits: 32 }), machoBytes(), fatBytes([{ cpuType: CPU.x86_64, image: machoBytes() }]));

  it('never make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 512 }), fc.nat(), (bytes, size) => {
        judge(bytes, size);
      }),
    );
  });

  it('never make it throw when they are a damaged or cut header', () => {
    const damage = fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...valid), damage, fc.nat(600), (original, changes, length) => {
        const bytes = original.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const verdict = judge(bytes.subarray(0, length));
        if (verdict.outcome === 'executable') expect(describeExecutable(verdict.header)).toMatch(/^(ELF|PE|Mach-O)/);
      }),
    );
  });
});
