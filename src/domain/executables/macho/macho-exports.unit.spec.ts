import type { MachoRecipe } from '#test/builders/macho-bytes';
import { CPU } from '#test/builders/macho-bytes';
import type { LinkeditPart } from '#test/builders/macho-linkedit';
import { dyldInfo, exportsTrie, linkedMacho, symbolTable, text, uleb } from '#test/builders/macho-linkedit';
import { openedMacho } from '#test/builders/opened-executable';
import type { MachoExports } from './macho-exports';
import { readMachoExports } from './macho-exports';
import { placedSections } from './macho-sections';
import { readMachoSymbols } from './macho-symbols';

// Tries as in Apple's mach-o/loader.h; llvm-objdump --exports-trie (19.1.7) says the same of released programs.

async function exportsOf(parts: readonly LinkeditPart[], recipe: MachoRecipe = {}): Promise<MachoExports> {
  const segments = [{ name: '__TEXT', address: 0x10_000, size: 0x1000 }];
  const file = await openedMacho(linkedMacho({ segments, ...recipe }, parts));
  return readMachoExports(file, (await readMachoSymbols(file)).symbols, placedSections(file.image));
}

/** A node: what it exports, then its children as edge and offset. */
function node(terminal: readonly number[], children: readonly (readonly [string, number])[] = []): readonly number[] {
  const edges = children.flatMap(([edge, at]) => [...text(edge), ...uleb(at)]);
  return [...uleb(terminal.length), ...terminal, children.length, ...edges];
}

/** A root with one child for each name. */
function flatTrie(exports: Readonly<Record<string, readonly number[]>>): readonly number[] {
  const leaves = Object.values(exports).map((terminal) => node(terminal));
  const names = Object.keys(exports);
  // Offsets of two bytes each, whatever they are.
  const rootSize = 2 + names.reduce((sum, name) => sum + name.length + 3, 0);
  let at = Math.max(rootSize, 0);
  const edges = names.flatMap((name, index) => {
    const start = at;
    at += leaves[index]?.length ?? 0;
    return [...text(name), (start & 0x7f) | 0x80, start >> 7];
  });
  return [0, names.length, ...edges, ...leaves.flat()];
}

const PLAIN = { isWeak: false, isThreadLocal: false, isAbsolute: false };

it('exports are what the trie leads to, with what they are', async () => {
  const trie = flatTrie({
    _plain: [0x00, ...uleb(0x123)],
    _weak: [0x04, ...uleb(0x200)],
    _local: [0x01, ...uleb(0x300)],
    _absolute: [0x02, ...uleb(0x400)],
    _chosen: [0x10, ...uleb(0x500), ...uleb(0x600)],
    _same: [0x08, ...uleb(2), ...text('')],
    _other: [0x08, ...uleb(1), ...text('_renamed')],
  });

  expect(await exportsOf([exportsTrie(trie)])).toEqual({
    exports: [
      { ...PLAIN, name: '_plain', address: 0x10_123n },
      { ...PLAIN, name: '_weak', address: 0x10_200n, isWeak: true },
      { ...PLAIN, name: '_local', address: 0x10_300n, isThreadLocal: true },
      { ...PLAIN, name: '_absolute', address: 0x400n, isAbsolute: true },
      { ...PLAIN, name: '_chosen', address: 0x10_500n, resolver: 0x10_600n },
      { ...PLAIN, name: '_same', address: 0n, reexport: { ordinal: 2, name: '_same' } },
      { ...PLAIN, name: '_other', address: 0n, reexport: { ordinal: 1, name: '_renamed' } },
    ],
    faults: [],
  });
});

it('names are put together along the way, and the symbol table adds others', async () => {
  const leaf = node([0x00, ...uleb(0x20)]);
  const inner = node([0x00, ...uleb(0x10)], [['b', 13]]);
  const root = node([], [['_a', 6]]);
  const trie = [...root, ...inner, ...leaf];
  const symbols = symbolTable(
    [],
    [
      { name: '_ab', type: 0x0f, value: 1 },
      { name: '_c', type: 0x03, value: 7, description: 0x80 },
    ],
    [],
  );

  const { exports } = await exportsOf([dyldInfo(['export', trie]), ...symbols]);

  expect(exports).toEqual([
    { ...PLAIN, name: '_a', address: 0x10_010n },
    { ...PLAIN, name: '_ab', address: 0x10_020n },
    { ...PLAIN, name: '_c', address: 7n, isAbsolute: true, isWeak: true },
  ]);
});

// ld64.lld 19 (-no_pie) writes the distance from the base for `__mh_execute_header`, whose symbol is absolute and 0.
it('an absolute one is where its symbol says, since a linker takes the base away all the same', async () => {
  const trie = flatTrie({ _header: [0x02, ...uleb(0x1_0000_0000_0000_0000n - 0x10_000n)], _alone: [0x02, ...uleb(7)] });
  const symbols = symbolTable([], [{ name: '_header', type: 0x03 }], []);

  const { exports } = await exportsOf([exportsTrie(trie), ...symbols]);

  expect(exports.map(({ name, address }) => [name, address])).toEqual([
    ['_header', 0n],
    ['_alone', 7n],
  ]);
});

// The symbol table of the same programs has the even address and N_ARM_THUMB_DEF.
it('on ARM an odd address in the trie marks Thumb code, which begins at the even one', async () => {
  const trie = flatTrie({
    _code: [0x00, ...uleb(0x121)],
    _chosen: [0x10, ...uleb(0x141), ...uleb(0x161)],
    _data: [0, 3],
  });
  const sections = [{ name: '__text', address: 0x10_100, size: 0x100, flags: 0x8000_0000 }];
  const segments = [{ name: '__TEXT', address: 0x10_000, size: 0x1000, sections }];

  const { exports } = await exportsOf([exportsTrie(trie)], { cpuType: CPU.arm, bits: 32, segments });

  expect(exports.map(({ address, resolver }) => [address, resolver])).toEqual([
    [0x10_120n, undefined],
    [0x10_140n, 0x10_160n],
    [0x10_003n, undefined],
  ]);
});

describe('a trie that nobody would write', () => {
  it.each([
    [
      'leads in a circle',
      [
        ...node([], [['_a', 6]]),
        ...node(
          [0x00, 1],
          [
            ['b', 0],
            ['c', 6],
          ],
        ),
      ],
      ['_a'],
    ],
    ['ends within a name', [0, 2, ...text('_a'), 6, 0x2f], []],
    ['leads outside', node([], [['_a', 5000]]), []],
    ['is empty', [0, 0], []],
  ] as const)('%s', async (_, trie, names) => {
    const { exports } = await exportsOf([exportsTrie(trie)]);

    expect(exports.map(({ name }) => name)).toEqual(names);
  });

  it('is as deep as it is long: names are cut, and all is read', async () => {
    const trie: number[] = [];
    for (let depth = 0; depth < 10_000; depth++) {
      const at = (depth + 1) * 10;
      trie.push(2, 0, 1, 1, 0x61, 0, (at & 0x7f) | 0x80, ((at >> 7) & 0x7f) | 0x80, at >> 14, 0);
    }
    const { exports, faults } = await exportsOf([exportsTrie(trie)]);

    // One name of 512 characters stands for all that are longer.
    expect([exports.length, exports.at(-1)?.name.length, faults]).toEqual([512, 512, []]);
  });

  it('has names with more bytes than it has itself, since nodes lie in one another: that is told', async () => {
    // A hundred nodes of one byte each skip more or less of themselves, to the same children.
    const shared = [20, ...Array.from({ length: 20 }, () => [...text('x'.repeat(50)), 0]).flat()];
    const rootSize = 2 + 100 * 4;
    const nodes = Array.from({ length: 100 }, (_, index) => 99 - index);
    const edges = nodes.flatMap((_, index) => [
      1 + index,
      0,
      ((rootSize + index) & 0x7f) | 0x80,
      (rootSize + index) >> 7,
    ]);

    const { faults } = await exportsOf([exportsTrie([0, 100, ...edges, ...nodes, ...shared])]);

    expect(faults).toEqual(['Not all of the exports trie was read.']);
  });
});
