import { CodeRanges } from '#domain/bytes/code-ranges';
import { sourceOf } from '#test/builders/byte-sources';
import type { ElfSection } from '#test/builders/elf-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import { openedElf } from '#test/builders/opened-executable';
import { readCodeImage } from './read-code-image';

const CODE = 0x40_1000;
const NO_BITS = 8;

async function rangesWithout(sections: readonly ElfSection[], size: number): Promise<unknown> {
  const segments = [{ flags: 5, address: CODE, content: new Uint8Array(size) }];
  const file = await openedElf(sourceOf(elfBytes({ segments, sections })));
  const code = new CodeRanges([{ address: BigInt(CODE), size: BigInt(size) }]);
  return (await readCodeImage(file, code, 64))?.image.ranges;
}

const absent = (address: number, size: number): ElfSection => {
  return { name: '.x', type: NO_BITS, flags: 6, address, size };
};

describe('readCodeImage', () => {
  it('code of which the file holds nothing is none, in whatever order and overlaps it is told of', async () => {
    const told = [
      absent(CODE + 0x60, 0x10),
      absent(CODE + 0x10, 0x30),
      absent(CODE + 0x18, 8),
      absent(CODE + 0x20, 0x30),
    ];
    expect(await rangesWithout(told, 0x80)).toEqual([
      [0, 0x10],
      [0x50, 0x60],
      [0x70, 0x80],
    ]);
  });

  it('as many sections as a file can have take no time', async () => {
    const count = 60_000;
    const told = Array.from({ length: count }, (_, index) => absent(CODE + index * 16 + 8, 8));
    expect(await rangesWithout(told, count * 16)).toHaveLength(count);
  });

  it('code that claims more addresses than there are is not read', async () => {
    const address = 2n ** 64n - 0x800n;
    const segments = [{ flags: 5, address, content: new Uint8Array(0x1000) }];
    const file = await openedElf(sourceOf(elfBytes({ segments })));
    expect(await readCodeImage(file, new CodeRanges([{ address, size: 0x1000n }]), 64)).toBeUndefined();
    expect(await readCodeImage(file, new CodeRanges([{ address, size: 0x800n }]), 64)).toBeDefined();
  });
});
