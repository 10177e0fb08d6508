import { createHash } from 'node:crypto';

import type { ByteSource } from '#domain/bytes/byte-source';
import { OpenedPe } from '#domain/executables/pe/opened-pe';
import type { Bits } from '#domain/shared/executable-header';
import { anatomyOfSource } from '#test/builders/anatomy';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { headerOf } from '#test/builders/file-source';
import { openedPe } from '#test/builders/opened-executable';
import { behindStub, peBytes } from '#test/builders/pe-bytes';
import { importTable } from '#test/builders/pe-parts';
import { readPeTables } from './pe-tables';

const RVA = 0x2000;
const BASE = { 32: 0x40_0000n, 64: 0x1_4000_0000n } as const;
const CODE = { name: '.text', rva: 0x1000, characteristics: 0x6000_0020, content: new Uint8Array(64) };

/** Import directory at 0, thunks at 0x80 and 0xc0, a delayed library at 0x100, names from 0x180 on, exports at 0x280. */
function tables(bits: Bits): Uint8Array {
  const wide = bits === 64;
  const word = bits / 8;
  const out = new ByteWriter(new Uint8Array(0x400), true);
  const ordinal = wide ? 0x8000_0000_0000_0007n : 0x8000_0007;
  out.u32(0, RVA + 0x80, 0, 0, RVA + 0x180, RVA + 0xc0);
  out.word(wide, 0x80, RVA + 0x1a0).word(wide, 0x80 + word, ordinal);
  out.text(0x180, 'WS2_32.dll\0').text(0x1a2, 'connect\0');
  out.u32(0x100, 1, RVA + 0x1c0, 0, RVA + 0x160, RVA + 0x150);
  out.word(wide, 0x150, RVA + 0x1e0);
  out.text(0x1c0, 'MPR.dll\0').text(0x1e2, 'WNetCancelConnection2W\0');
  out.u32(0x280 + 16, 5, 3, 2, RVA + 0x2b0, RVA + 0x2c0, RVA + 0x2d0);
  out
    .u32(0x2b0, 0x1010, RVA + 0x2f0, 0x1020)
    .u32(0x2c0, RVA + 0x2e0, RVA + 0x2e8)
    .u16(0x2d0, 0, 1);
  out.text(0x2e0, 'Run\0').text(0x2e8, 'Sleep\0').text(0x2f0, 'KERNEL32.Sleep\0');
  return out.bytes;
}

describe.each([32, 64] as const)('a PE file of %i bits', (bits) => {
  const place = (rva: number): string => `0x${(BASE[bits] + BigInt(rva)).toString(16)}`;
  const bytes = peBytes({
    bits,
    sections: [CODE, { name: '.rdata', rva: RVA, content: tables(bits) }],
    directories: { 0: [RVA + 0x280, 0x80], 1: [RVA, 0x28], 13: [RVA + 0x100, 0x40] },
  });

  it('says which functions of which libraries it calls, by name and by ordinal, at once or later', async () => {
    const anatomy = await readPeTables(await openedPe(sourceOf(bytes)));
    expect(anatomy.libraries).toEqual(['ws2_32.dll', 'mpr.dll']);
    expect(anatomy.imports).toEqual([
      { name: 'connect', library: 'WS2_32.dll', address: place(RVA + 0xc0) },
      { name: 'getsockopt', library: 'WS2_32.dll', address: place(RVA + 0xc0 + bits / 8) },
      { name: 'WNetCancelConnection2W', library: 'MPR.dll', address: place(RVA + 0x160) },
    ]);
  });

  it('hashes what it imports at once alone', async () => {
    const source = sourceOf(bytes);
    const { facts } = await anatomyOfSource(source, await headerOf(source));
    expect(facts.imphash).toBe(createHash('md5').update('ws2_32.connect,ws2_32.getsockopt').digest('hex'));
  });

  it('has its names in the slots where a linker left no other table', async () => {
    const content = new ByteWriter(tables(bits), true).u32(0, 0);
    content.bytes.copyWithin(0xc0, 0x80, 0xa0);
    const old = peBytes({
      bits,
      sections: [{ name: 'x', rva: RVA, content: content.bytes }],
      directories: { 1: [RVA, 40] },
    });
    const anatomy = await readPeTables(await openedPe(sourceOf(old)));
    expect(anatomy.imports.map(({ name }) => name)).toEqual(['connect', 'getsockopt']);
  });

  it('says what it exports, forwards, and keeps nameless', async () => {
    const anatomy = await readPeTables(await openedPe(sourceOf(bytes)));
    expect(anatomy.exports).toEqual([
      { name: 'Run', address: place(0x1010), size: 0, type: 'function' },
      { name: 'Sleep', address: place(RVA + 0x2f0), size: 0, type: 'function', forwarder: 'KERNEL32.Sleep' },
      { name: 'Ordinal_7', address: place(0x1020), size: 0, type: 'function' },
    ]);
  });

  it('has sections as its headers say, and text in all of them and behind', async () => {
    const anatomy = await readPeTables(await openedPe(sourceOf(Buffer.concat([bytes, Buffer.from('overlay')]))));
    expect(anatomy.sections).toMatchObject([
      { name: '.text', address: place(0x1000), virtual_size: 64, permissions: 'r-x' },
      { name: '.rdata', address: place(RVA), virtual_size: 0x400, permissions: 'r--' },
    ]);
    expect(anatomy.textPlaces.map(({ section, holds }) => [section, holds])).toEqual([
      ['.text', 'code'],
      ['.rdata', 'data'],
      [undefined, 'unknown'],
    ]);
  });

  it('is read a bounded number of times over when all its libraries claim the same endless table', async () => {
    const libraries = 4000;
    const content = new ByteWriter(new Uint8Array(libraries * 20 + 0x10_0000), true);
    const thunks = RVA + libraries * 20;
    for (let index = 0; index < libraries; index++) {
      content.u32(index * 20, thunks, 0, 0, thunks, thunks);
    }
    content.bytes.fill(0x41, libraries * 20);
    const hostile = peBytes({
      bits,
      sections: [{ name: 'x', rva: RVA, content: content.bytes }],
      directories: { 1: [RVA, 40] },
    });
    const source = sourceOf(hostile);
    let read = 0;
    const counted: ByteSource = {
      size: source.size,
      read: (offset, length) => {
        read += length;
        return source.read(offset, length);
      },
    };
    await readPeTables(await openedPe(counted));
    expect(read).toBeLessThan(32 * hostile.length);
  });
});

describe('the COFF symbols of a PE file', () => {
  const DATA = { ...CODE, name: '.data', rva: 0x3000, characteristics: 0xc000_0040 };
  type Symbol = readonly [name: string, value: number, section: number, type: number, storageClass: number];
  const NAMES = '.debug_information\0_a_long_function\0';

  /** With a table of strings behind the symbols: the first at 4, the second at 23. */
  function withSymbols(symbols: readonly Symbol[], sections = [CODE, DATA]): Uint8Array {
    const image = peBytes({ bits: 32, sections });
    const out = new ByteWriter(new Uint8Array(18 * symbols.length + 4 + NAMES.length), true);
    symbols.forEach(([name, value, section, type, storageClass], index) => {
      const at = index * 18;
      if (name.startsWith('@')) out.u32(at + 4, Number(name.slice(1)));
      else out.text(at, name);
      out
        .u32(at + 8, value)
        .u16(at + 12, section, type)
        .u8(at + 16, storageClass);
    });
    out.u32(symbols.length * 18, 4 + NAMES.length).text(symbols.length * 18 + 4, NAMES);
    const bytes = new Uint8Array(Buffer.concat([image, out.bytes]));
    new ByteWriter(bytes, true).u32(0x80 + 12, image.length, symbols.length);
    return bytes;
  }

  it('are functions where they lie in code, whether a compiler wrote their type or not', async () => {
    const bytes = withSymbols([
      ['camlA', 0x10, 1, 0, 2],
      ['@23', 0x18, 1, 0x20, 2],
      ['static_', 0x20, 1, 0, 3],
      ['.text', 0, 1, 0, 3],
      ['.L12', 0x24, 1, 0, 3],
      ['$L3', 0x26, 1, 0, 3],
      ['label', 0x28, 1, 0, 6],
      ['integer', 0x30, 1, 4, 2],
      ['_etext', 0x40, 1, 0, 2],
      ['data', 0, 2, 0, 2],
      ['undefnd', 0, 0, 0x20, 2],
    ]);
    const { symbols, traits, textPlaces } = await readPeTables(await openedPe(sourceOf(bytes)));
    expect(textPlaces.map(({ section }) => section)).toEqual(['.text', '.data']);
    expect(symbols.map(({ name, address, isFunction }) => [name, address, isFunction])).toEqual([
      ['_a_long_function', '0x401018', true],
      ['camlA', '0x401010', true],
      ['static_', '0x401020', true],
    ]);
    expect(traits.stripped).toBe(false);
  });

  // `llvm-readobj --sections` names them so.
  it.each(['/4', '//AAAAAE'])('have the long names of sections behind them: %s', async (name) => {
    const bytes = withSymbols([], [CODE, { ...DATA, name }]);
    const source = sourceOf(bytes);
    const { sections } = await readPeTables(await openedPe(source));
    expect(sections.map((section) => section.name)).toEqual(['.text', '.debug_information']);
  });

  it('are missing from a file that is stripped', async () => {
    const { traits } = await readPeTables(await openedPe(sourceOf(peBytes({ sections: [CODE] }))));
    expect(traits).toEqual({ os: 'windows', stripped: true, static: true });
  });

  it('may lie in a file of their own instead, which the image names', async () => {
    const content = new ByteWriter(new Uint8Array(128), true).u32(12, 2, 40, 0x2020).text(32, 'RSDS').text(56, 'a.pdb');
    const sections = [CODE, { ...DATA, rva: 0x2000, content: content.bytes }];
    const bytes = peBytes({ sections, directories: { 6: [0x2000, 28] } });
    expect((await readPeTables(await openedPe(sourceOf(bytes)))).traits.stripped).toBe(false);
  });
});

// Delphi writes no attributes and relative addresses, Visual C++ 6 addresses: pefile and `llvm-readobj --coff-imports` read both.
it.each([
  ['relative addresses', 0],
  ['addresses', 0x40_0000],
])('libraries that are loaded late are read where no attribute says that the table has %s', async (_, base) => {
  const content = new ByteWriter(new Uint8Array(0x200), true);
  const place = (at: number): number => base + RVA + at;
  content.u32(4, place(0x100), 0, place(0x80), place(0x90)).u32(0x90, place(0xa0), 0x8000_0073);
  content.text(0xa2, 'WSACleanup').text(0x100, 'ws2_32.dll');
  const bytes = peBytes({
    bits: 32,
    sections: [CODE, { name: '.didat', rva: RVA, content: content.bytes }],
    directories: { 13: [RVA, 64] },
  });
  const { imports } = await readPeTables(await openedPe(sourceOf(bytes)));
  expect(imports).toEqual([
    { name: 'WSACleanup', library: 'ws2_32.dll', address: '0x402080' },
    { name: 'WSAStartup', library: 'ws2_32.dll', address: '0x402084' },
  ]);
});

// pefile: `pe.DIRECTORY_ENTRY_EXPORT.symbols` has both.
it('an export whose name is empty is one, by its number', async () => {
  const content = new ByteWriter(new Uint8Array(0x100), true);
  content.u32(16, 5, 2, 2, RVA + 0x40, RVA + 0x50, RVA + 0x60).u32(0x40, 0x1000, 0x1008);
  content
    .u32(0x50, RVA + 0x70, RVA + 0x71)
    .u16(0x60, 0, 1)
    .text(0x71, 'Named');
  const bytes = peBytes({
    sections: [CODE, { name: '.edata', rva: RVA, content: content.bytes }],
    directories: { 0: [RVA, 0x80] },
  });
  const { exports } = await readPeTables(await openedPe(sourceOf(bytes)));
  expect(exports.map(({ name, address }) => [name, address])).toEqual([
    ['Ordinal_5', '0x140001000'],
    ['Named', '0x140001008'],
  ]);
});

// Microsoft's PE format reference: an odd address of an ARM image's code marks Thumb code, which begins at the even one.
it('an export of Thumb code is where the code is, one of data where it says', async () => {
  const content = new ByteWriter(new Uint8Array(0x100), true);
  content.u32(16, 1, 2, 2, RVA + 0x40, RVA + 0x50, RVA + 0x60).u32(0x40, 0x1009, RVA + 0x81);
  content
    .u32(0x50, RVA + 0x70, RVA + 0x78)
    .u16(0x60, 0, 1)
    .text(0x70, 'code')
    .text(0x78, 'data');
  const recipe = {
    bits: 32,
    sections: [CODE, { name: '.edata', rva: RVA, content: content.bytes }],
    directories: { 0: [RVA, 0x80] },
  } as const;
  const placesOf = async (machine: number): Promise<readonly string[]> => {
    const { exports } = await readPeTables(await openedPe(sourceOf(peBytes({ ...recipe, machine }))));
    return exports.map(({ address }) => address);
  };
  expect(await placesOf(0x1c4)).toEqual(['0x401008', '0x402081']);
  expect(await placesOf(0x14c)).toEqual(['0x401009', '0x402081']);
});

describe('a PE file that is loaded as it is', () => {
  const IMPORTS = 0x250;
  // Below a page's alignment every RVA is an offset; pefile, rabin2 and the loader agree.
  const bytes = lowAligned();

  function lowAligned(): Uint8Array {
    const imports = importTable(IMPORTS, [['user32.dll', ['MessageBoxA']]], false);
    const headers = peBytes({ bits: 32, entryRva: 0x1f0, directories: { 1: [IMPORTS, imports.length] } });
    const out = new ByteWriter(new Uint8Array(IMPORTS + imports.length), true);
    out.bytes.set(headers);
    out.bytes.set(imports, IMPORTS);
    return out.u32(0x98 + 32, 4, 4).u32(0x98 + 56, 0x600, 0x200).bytes;
  }

  it('has imports, code in all of it and no overlay, though it has no sections', async () => {
    const source = sourceOf(bytes);
    const { sections, segments, imports } = await readPeTables(await openedPe(source));
    expect(imports).toMatchObject([{ name: 'MessageBoxA', library: 'user32.dll' }]);
    expect([sections, segments]).toEqual([
      [],
      [
        {
          name: 'image',
          address: '0x400000',
          offset: '0x0',
          size: bytes.length,
          virtual_size: 0x600,
          permissions: 'rwx',
        },
      ],
    ]);
    const { facts } = await anatomyOfSource(source, await headerOf(source));
    expect(facts.overlay).toBeUndefined();
  });
});

it('a PE file has its imports in the page of its headers', async () => {
  const imports = importTable(0x300, [['kernel32.dll', ['ExitProcess']]]);
  const bytes = peBytes({ sections: [CODE], directories: { 1: [0x300, imports.length] } });
  const roomy = behindStub(bytes, 0x100 + 0x80);
  roomy.set(imports, 0x300);
  new ByteWriter(roomy, true).u32(0x180 + 24 + 60, 0x200);
  const tables = await readPeTables(await openedPe(sourceOf(roomy)));
  expect(tables.imports).toMatchObject([{ name: 'ExitProcess', library: 'kernel32.dll' }]);
});

it('a PE file is read behind a DOS stub of more than 64 KB', async () => {
  const imports = importTable(RVA, [['kernel32.dll', ['ExitProcess']]]);
  const near = peBytes({
    sections: [CODE, { name: '.idata', rva: RVA, content: imports }],
    directories: { 1: [RVA, imports.length] },
  });
  const tables = await readPeTables(await openedPe(sourceOf(behindStub(near, 0x11000))));
  expect(tables.imports).toMatchObject([{ name: 'ExitProcess' }]);
});

it('firmware is for no operating system', async () => {
  const { traits } = await readPeTables(await openedPe(sourceOf(peBytes({ subsystem: 10, sections: [CODE] }))));
  expect(traits.os).toBe('efi');
});

it('no header, no anatomy', async () => {
  expect(await OpenedPe.open(sourceOf(new Uint8Array(10)))).toBeUndefined();
});
