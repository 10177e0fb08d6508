import type { ByteSource } from '#domain/bytes/byte-source';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { openedPe } from '#test/builders/opened-executable';
import { peBytes } from '#test/builders/pe-bytes';
import { baseRelocationBlocks } from './base-relocations';

const RVA = 0x2000;
const CONTENT_AT = 0x200;
const AMD64 = 0x8664;
const I386 = 0x14c;
const ARM_NT = 0x1c4;

/** A block of a page: its entries, each 4 bits of type and 12 of place. @param size told, that of the block unless told */
function block(entries: readonly number[], page = 0x1000, size = 8 + entries.length * 2): Buffer {
  const out = new ByteWriter(new Uint8Array(8 + entries.length * 2), true);
  return Buffer.from(out.u32(0, page, size).u16(8, ...entries).bytes);
}

function imageOf(content: Uint8Array, machine: number, size = content.length): Uint8Array {
  const sections = [{ name: '.any', rva: RVA, content }];
  return peBytes({ bits: machine === AMD64 ? 64 : 32, machine, sections, directories: { 5: [RVA, size] } });
}

async function blocksIn(source: ByteSource): Promise<readonly [number, number] | undefined> {
  const range = await baseRelocationBlocks((await openedPe(source)).file);
  return range && [range.offset, range.size];
}

async function wholeOf(blocks: readonly Uint8Array[], machine = I386, size?: number): Promise<number> {
  const content = Buffer.concat(blocks);
  const range = await blocksIn(sourceOf(imageOf(content, machine, size)));
  expect(range?.[0] ?? CONTENT_AT).toBe(CONTENT_AT);
  return range?.[1] ?? 0;
}

// Types by Microsoft's PE format reference ("Base Relocation Types"); `llvm-readobj --coff-basereloc` reads the same blocks.
describe('the base relocation blocks of a PE image', () => {
  const good = block([0x3104, 0x0000]);

  it.each([
    ['x86', I386, [0x3ffc, 0], [0xa000, 0]],
    ['x86_64', AMD64, [0xa008, 0], [0x3008, 0]],
    ['ARM', ARM_NT, [0x3000, 0x7010, 0x5020, 0], [0xa000, 0]],
  ])('have the types of entries that %s has', async (_, machine, entries, others) => {
    const mine = block(entries);
    expect(await wholeOf([mine, mine], machine)).toBe(2 * mine.length);
    expect(await wholeOf([mine, block(others), mine], machine)).toBe(mine.length);
  });

  it('are unknown of other machines', async () => {
    expect(await wholeOf([good], 0x1f0)).toBe(0);
  });

  it.each([
    ['a page that is none', block([0x3000, 0], 0x1004)],
    ['a size of nothing', block([0x3000, 0], 0x1000, 0)],
    ['a size below its head', block([0x3000, 0], 0x1000, 4)],
    ['a size that is no multiple of four', block([0x3000, 0x3004, 0x3008], 0x1000)],
    ['a size beyond the directory', block([0x3000, 0], 0x1000, 0x40)],
    ['more entries than a page has places', block(Array<number>(5000).fill(0x3000), 0x1000)],
    ['text where padding is', block(Array.from('cmd.exe ', (each) => each.charCodeAt(0)))],
  ])('end at %s', async (_, bad) => {
    expect(await wholeOf([good, bad, good])).toBe(good.length);
  });

  it('lie within their directory and their section, whatever its size says', async () => {
    expect(await wholeOf([good, good], I386, good.length + 4)).toBe(good.length);
    expect(await wholeOf([good, good], I386, 0xffff_fff0)).toBe(2 * good.length);
    expect(await wholeOf([good], I386, 0)).toBe(0);
    const outside = peBytes({ bits: 32, directories: { 5: [0x7000_0000, 64] } });
    expect(await blocksIn(sourceOf(outside))).toBeUndefined();
    expect(await blocksIn(sourceOf(peBytes()))).toBeUndefined();
  });

  it('are read in pieces, up to 8 MB', async () => {
    const large = block(Array<number>(2002).fill(0x3abc));
    const blocks = Array<Buffer>(Math.ceil((9 * 2 ** 20) / large.length)).fill(large);
    const bytes = imageOf(Buffer.concat(blocks), I386);
    const lengths: number[] = [];
    const source: ByteSource = {
      size: bytes.length,
      read: (offset, length) => {
        lengths.push(length);
        return sourceOf(bytes).read(offset, length);
      },
    };
    const [, size] = (await blocksIn(source))!;
    expect(size).toBe(Math.floor(2 ** 23 / large.length) * large.length);
    expect(lengths.length).toBeLessThan(200);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(65_536);
  });
});
