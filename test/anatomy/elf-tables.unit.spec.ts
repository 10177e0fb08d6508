import { readElfTables } from '#domain/anatomy/elf-tables';
import type { Hardening } from '#domain/document/hardening';
import { anatomyOf } from '#test/builders/anatomy';
import { sourceOf } from '#test/builders/byte-sources';
import type { ElfRecipe, ElfSection } from '#test/builders/elf-bytes';
import { elfBytes } from '#test/builders/elf-bytes';
import type { LinkedElf, LinkedProgram } from '#test/builders/linked-elf';
import { linkedElf, LOOKUPS } from '#test/builders/linked-elf';
import { openedElf } from '#test/builders/opened-executable';

const IMPORTS = ['puts', '__stack_chk_fail', 'system', '__memcpy_chk'];
const LIBRARIES = ['libc.so.6'];

type Disguise = (program: LinkedElf) => ElfRecipe;
type Change = (section: ElfSection) => ElfSection;

const [DT_STRTAB, DT_SYMTAB] = [5, 6] as const;

const plain: Disguise = ({ linked, sections }) => ({ ...linked, sections });

function withSections(change: Change): Disguise {
  return ({ linked, sections }) => ({ ...linked, sections: sections.map(change) });
}

function ofSymbols(change: Change): Disguise {
  return withSections((section) => (section.type === 11 ? change(section) : section));
}

/** None of these changes how the program is linked: the loader looks at nothing of it. */
const DISGUISES: readonly (readonly [string, Partial<LinkedProgram>, Disguise])[] = [
  ['as it was linked', {}, plain],
  ['without section headers', {}, ({ linked }) => linked],
  ['with sections of other names', {}, withSections((section) => ({ ...section, name: `.x${section.name}` }))],
  ['with symbols linked to no names', {}, ofSymbols((section) => ({ ...section, link: 0 }))],
  ['with symbols linked to no names of a known name', {}, withSections((each) => ({ ...each, name: '.x', link: 0 }))],
  ['with a section of symbols that is cut', {}, ofSymbols((section) => ({ ...section, size: 48 }))],
  ['with a section of symbols that reaches beyond', {}, ofSymbols((each) => ({ ...each, size: each.size + 48 }))],
  ['with a section of symbols elsewhere', {}, ofSymbols((each) => ({ ...each, address: each.address + 24 }))],
  ['with more symbols said to be than there are', { falseChains: 1000 }, plain],
  ['with names said to be shorter than they are', { namesSize: 1 }, plain],
  [
    'with tags that are said twice',
    {
      decoys: [
        [DT_STRTAB, 0x40_0010],
        [DT_SYMTAB, 0x40_0020],
      ],
    },
    plain,
  ],
  [
    'with a dynamic section that is elsewhere in the file than in memory',
    {},
    ({ linked, sections }) => ({
      ...linked,
      sections,
      segments:
        linked.segments?.map((each) => (each.type === 2 ? { ...each, content: new Uint8Array(64) } : each)) ?? [],
    }),
  ],
  [
    'with another dynamic section before that of the loader',
    {},
    ({ linked, sections }) => ({
      ...linked,
      sections,
      segments: [{ type: 2, address: 0x40_0000, content: new Uint8Array(64) }, ...(linked.segments ?? [])],
    }),
  ],
];

const FORMATS = [
  [64, true],
  [64, false],
  [32, true],
  [32, false],
] as const;

interface Account {
  readonly imports: readonly string[];
  readonly libraries: readonly string[];
  readonly slots: readonly string[];
  readonly isStatic: boolean;
  readonly hardening: Hardening;
}

async function accountOf(bytes: Uint8Array): Promise<Account> {
  const tables = await readElfTables(await openedElf(sourceOf(bytes)));
  const { hardening } = await anatomyOf(bytes);
  return {
    imports: tables.imports.map(({ name }) => name),
    libraries: tables.libraries,
    slots: tables.slots.map(({ name, address }) => `${address} ${name}`),
    isStatic: tables.traits.static,
    hardening,
  };
}

describe.each(FORMATS)('a linked ELF file of %d bits, little-endian %s', (bits, littleEndian) => {
  describe.each(LOOKUPS)('whose symbols are found by %s', (lookup) => {
    it.each(DISGUISES)('is read as the loader reads it: %s', async (_, change, disguise) => {
      const program = { bits, littleEndian, lookup, imports: IMPORTS, libraries: LIBRARIES, ...change };
      const account = await accountOf(elfBytes(disguise(linkedElf(program))));

      expect(account.imports).toEqual(IMPORTS);
      expect(account.libraries).toEqual(LIBRARIES);
      expect(account.slots).toEqual(
        IMPORTS.map((name, index) => `0x${(0x60_0000 + (index * bits) / 8).toString(16)} ${name}`),
      );
      expect(account.isStatic).toBe(false);
      expect(account.hardening).toMatchObject({ canary: true, fortify: true });
    });

    it.each(DISGUISES)('is not said to be guarded when it is not: %s', async (_, change, disguise) => {
      const program = { bits, littleEndian, lookup, imports: ['puts'], libraries: LIBRARIES, ...change };

      expect((await accountOf(elfBytes(disguise(linkedElf(program))))).hardening).toMatchObject({
        canary: false,
        fortify: false,
      });
    });
  });
});

describe('a linked ELF file that names no library', () => {
  const program = { bits: 64, littleEndian: true, lookup: 'gnu', libraries: [] } as const;

  it('is not static while it imports, and says what it is guarded by', async () => {
    const { isStatic, hardening } = await accountOf(
      elfBytes(plain(linkedElf({ ...program, imports: ['__memcpy_chk'] }))),
    );

    expect(isStatic).toBe(false);
    expect(hardening).toMatchObject({ canary: false, fortify: true });
  });

  it('is static when it imports nothing', async () => {
    const { isStatic, hardening } = await accountOf(elfBytes(plain(linkedElf({ ...program, imports: [] }))));

    expect(isStatic).toBe(true);
    expect(hardening).not.toHaveProperty('canary');
  });
});

it('a file without a dynamic section is read by its sections, linked or by their names', async () => {
  const program = { bits: 64, littleEndian: true, lookup: 'gnu', imports: IMPORTS, libraries: [] } as const;
  const { linked, sections } = linkedElf(program);
  const segments = linked.segments?.filter(({ type }) => type === 1) ?? [];
  const tables = [sections.map((each) => ({ ...each, name: '.x' })), sections.map((each) => ({ ...each, link: 0 }))];

  for (const each of tables) {
    const { imports, hardening } = await accountOf(elfBytes({ ...linked, segments, sections: each }));
    expect(imports).toEqual(IMPORTS);
    expect(hardening.canary).toBe(true);
  }
});

it('entries that say nothing do not hide those behind them', async () => {
  const decoys = Array.from({ length: 30_000 }, (_, index) => [0x6000_1000 + index, 1] as const);
  const program = { bits: 64, littleEndian: true, lookup: 'gnu', imports: IMPORTS, libraries: LIBRARIES } as const;
  const { imports, libraries } = await accountOf(elfBytes(plain(linkedElf({ ...program, decoys }))));

  expect([imports, libraries]).toEqual([IMPORTS, LIBRARIES]);
});
