import { anatomyOf } from '#test/builders/anatomy';
import { ByteWriter } from '#test/builders/byte-writer';
import type { MachoRecipe } from '#test/builders/macho-bytes';
import { machoBytes } from '#test/builders/macho-bytes';
import {
  chainedFixups,
  dyldInfo,
  exportsTrie,
  libraryCommand,
  linkedMacho,
  loadCommand,
  text,
} from '#test/builders/macho-linkedit';
import { openedMacho } from '#test/builders/opened-executable';
import type { ExecutableTables } from './executable-tables';
import { readMachoTables } from './macho-tables';

const tablesOf = async (bytes: Uint8Array): Promise<ExecutableTables> => readMachoTables(await openedMacho(bytes));

/** One executable segment with code and constants, as ld64 writes them. */
const TEXT = (sections: readonly (readonly [name: string, flags: number])[]): MachoRecipe => ({
  segments: [
    {
      name: '__TEXT',
      address: 0x1000,
      size: 0x1000,
      sections: sections.map(([name, flags], index) => ({ name, flags, address: 0x1000 + index * 0x100, size: 0x100 })),
    },
  ],
});

describe('the system that a Mach-O file is for', () => {
  // Numbers: PLATFORM_… of mach-o/loader.h; llvm-readobj --macho-version-min says the same words.
  it.each([
    [1, 'macos'],
    [3, 'tvos'],
    [4, 'watchos'],
    [5, 'bridgeos'],
    [6, 'mac_catalyst'],
    [7, 'ios_simulator'],
    [9, 'watchos_simulator'],
    [10, 'driverkit'],
    [11, 'visionos'],
    [12, 'visionos_simulator'],
    [99, 'darwin'],
  ])('is that of platform %i: %s', async (platform, os) => {
    const commands = [loadCommand(0x32, platform, 0, 0, 0)];

    expect((await tablesOf(machoBytes({ commands }))).traits.os).toBe(os);
  });

  it.each([
    [0x24, 'macos'],
    [0x25, 'ios'],
    [0x2f, 'tvos'],
    [0x30, 'watchos'],
  ])('is that of command %i in older files: %s', async (type, os) => {
    expect((await tablesOf(machoBytes({ commands: [loadCommand(type, 0x70000, 0)] }))).traits.os).toBe(os);
  });
});

describe('a section of an executable segment', () => {
  const permissionsOf = async (recipe: MachoRecipe): Promise<readonly string[]> =>
    (await tablesOf(machoBytes(recipe))).sections.map(({ permissions }) => permissions);

  it('is code where its attributes say so', async () => {
    const sections = [
      ['__text', 0x8000_0000],
      ['__stub_helper', 0x400],
      ['__const', 0],
    ] as const;

    expect(await permissionsOf(TEXT(sections))).toEqual(['r-x', 'r-x', 'r--']);
  });

  it('is code where the program begins, whatever it says', async () => {
    const main = new ByteWriter(new Uint8Array(24), true).u32(0, 0x8000_0028).u64(8, 0x110).bytes;
    const sections = [
      ['__text', 0x8000_0000],
      ['__hidden', 0],
    ] as const;

    expect(await permissionsOf({ ...TEXT(sections), commands: [main] })).toEqual(['r-x', 'r-x']);
  });

  it('is code where none says anything', async () => {
    expect(
      await permissionsOf(
        TEXT([
          ['__text', 0],
          ['__const', 0],
        ]),
      ),
    ).toEqual(['r-x', 'r-x']);
  });
});

describe('Objective-C', () => {
  it.each([
    [['__objc_imageinfo'], undefined],
    [['__objc_imageinfo', '__objc_classlist'], 'objective-c'],
  ])('is shown by more than the image information that Clang writes for C too: %j', async (names, language) => {
    const recipe = TEXT(names.map((name) => [name, 0] as const));

    expect((await anatomyOf(machoBytes(recipe))).language).toBe(language);
    expect((await tablesOf(machoBytes(recipe))).traits.lang).toBe(language === undefined ? undefined : 'objc');
  });
});

// The runtime of Dart (sass-embedded-darwin-arm64 1.105.0): C++ that asks Foundation for a few things.
it.each([
  [['__objc_classrefs', '__objc_selrefs'], 'c++'],
  [['__objc_classrefs', '__objc_classlist'], 'objective-c'],
])('C++ that uses classes of Objective-C is that only where it defines some: %j', async (names, language) => {
  const recipe = {
    ...TEXT(names.map((name) => [name, 0] as const)),
    commands: [libraryCommand('/usr/lib/libc++.1.dylib')],
  };

  expect((await anatomyOf(machoBytes(recipe))).language).toBe(language);
});

it('imports and exports say where they lead and what they are', async () => {
  const bind = [0x11, 0x41, ...text('_maybe'), 0x71, 8, 0x90, 0x3e, 0x40, ...text('_any'), 0x90];
  // One child: _s, re-exported from library 2 as _memcpy.
  const trie = [0, 1, ...text('_s'), 6, 11, 0x08, 2, ...text('_memcpy'), 0];
  const segments = [
    { name: '__TEXT', address: 0x1000, size: 0x1000 },
    { name: '__DATA', address: 0x2000, size: 0x1000, protection: 3 },
  ];
  const commands = [libraryCommand('/usr/lib/libA.dylib'), libraryCommand('/usr/lib/libB.dylib', 0x8000_001f)];

  const tables = await tablesOf(linkedMacho({ segments, commands }, [dyldInfo(['bind', bind]), exportsTrie(trie)]));

  expect(tables.imports).toEqual([
    { name: 'maybe', library: '/usr/lib/libA.dylib', address: '0x2008', weak: true, table: 'bind' },
    { name: 'any', address: '0x2010', lookup: 'flat', table: 'bind' },
  ]);
  expect(tables.slots).toEqual([
    { name: 'maybe', address: '0x2008' },
    { name: 'any', address: '0x2010' },
  ]);
  expect(tables.exports).toEqual([
    {
      name: '_s',
      address: '0x0',
      size: 0,
      type: 'other',
      forwarder: '/usr/lib/libB.dylib._memcpy',
      flags: ['reexport'],
    },
  ]);
});

it('what was not read is told', async () => {
  const header = new ByteWriter(new Uint8Array(64), true).u32(0, 0, 32, 40, 60, 1, 1, 1).bytes;

  expect((await tablesOf(linkedMacho({}, [chainedFixups(header)]))).truncated).toEqual([
    {
      section: 'imports',
      kept: 0,
      reason: 'The names in chained fixups are compressed by zlib; they were not read.',
    },
  ]);
});
