import { createHash } from 'node:crypto';

import type { ByteSource } from '#domain/bytes/byte-source';
import { OpenedPe } from '#domain/executables/pe/opened-pe';
import type { Bits } from '#domain/shared/executable-header';
import { anatomyOfSource } from '#test/builders/anatomy';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { headerOf } from '#test/builders/file-source';
import { openedPe } from '#test/builders/opened-executable';
import { peBytes } from '#test/builders/pe-bytes';
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
    expect(anatomy.textPlaces.map(({ section, isCode }) => [section, isCode])).toEqual([
      ['.text', true],
      ['.rdata', false],
      [undefined, true],
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

it('what GNU linkers leave in an image names functions and long sections', async () => {
  const image = peBytes({ bits: 32, sections: [CODE, { ...CODE, name: '/4', rva: 0x2000 }] });
  const symbols = new ByteWriter(new Uint8Array(18 * 3 + 64), true);
  symbols.text(0, '_main').u32(8, 0x10).u16(12, 1, 0x20).u8(17, 1);
  symbols
    .u32(36 + 4, 14)
    .u32(36 + 8, 0x20)
    .u16(36 + 12, 1, 0x20);
  symbols.u32(54, 64).text(58, '.eh_frame\0_a_long_function\0');
  const bytes = new Uint8Array(Buffer.concat([image, symbols.bytes]));
  new ByteWriter(bytes, true).u32(0x80 + 12, image.length, 3);
  const anatomy = await readPeTables(await openedPe(sourceOf(bytes)));
  expect(anatomy.sections.map(({ name }) => name)).toEqual(['.text', '.eh_frame']);
  expect(anatomy.symbols).toMatchObject([
    { name: '_main', address: '0x401010' },
    { name: '_a_long_function', address: '0x401020' },
  ]);
});

it('no header, no anatomy', async () => {
  expect(await OpenedPe.open(sourceOf(new Uint8Array(10)))).toBeUndefined();
});
