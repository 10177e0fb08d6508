import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readElfTables } from '#domain/anatomy/elf-tables';
import { anatomyOf } from '#test/builders/anatomy';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { openedElf } from '#test/builders/opened-executable';
import { samplePath, SAMPLES, SAMPLES_DIRECTORY, samplesPresent } from '#test/builders/samples';

interface Linking {
  readonly imports: readonly string[];
  readonly libraries: readonly string[];
  readonly canary: boolean | undefined;
  readonly fortify: boolean | undefined;
}

async function linkingOf(bytes: Uint8Array): Promise<Linking> {
  const tables = await readElfTables(await openedElf(sourceOf(bytes)));
  const { canary, fortify } = (await anatomyOf(bytes)).hardening;
  const imports = tables.imports.map(({ name }) => name);
  return { imports, libraries: tables.libraries, canary, fortify };
}

/** As sstrip and packers leave it: the program runs as before. */
function withoutSectionHeaders(whole: Uint8Array): Uint8Array {
  const bytes = whole.slice();
  const isWide = bytes[4] === 2;
  const out = new ByteWriter(bytes, bytes[5] === 1);
  out.word(isWide, isWide ? 40 : 32, 0).u16(isWide ? 58 : 46, 0, 0, 0);
  return bytes;
}

/** All but the one that imports nothing. */
const IMPORTING = SAMPLES.filter(([name, format]) => format === 'elf' && name !== 'elf-OpenBSD-x86_64-sh');
const PROGRAMS = ['/bin/true', '/bin/ls', ...(samplesPresent() ? IMPORTING.map(([name]) => samplePath(name)) : [])];

describe.each(PROGRAMS.filter((path) => existsSync(path)))('%s', (path) => {
  it('imports the same and is guarded alike without its section headers', async () => {
    const whole = new Uint8Array(readFileSync(path));
    const linking = await linkingOf(whole);

    expect(linking.imports.length).toBeGreaterThan(5);
    expect(await linkingOf(withoutSectionHeaders(whole))).toEqual(linking);
  });
});

/** Small files of known content, kept beside the repository as the samples are. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  [
    'elf-dynsym-section-shortened.bin',
    [
      '_ITM_deregisterTMCloneTable',
      '_ITM_registerTMCloneTable',
      '__cxa_finalize',
      '__gmon_start__',
      '__libc_start_main',
      'getpid',
      'malloc',
      'puts',
      'system',
    ],
  ],
  [
    'elf-no-sections-phantom-import.bin',
    Array.from({ length: 17 }, (_, index) => `imp_${String(index).padStart(2, '0')}`),
  ],
];
const CASES_DIRECTORY = join(SAMPLES_DIRECTORY, '../cases');
const withCases = existsSync(CASES_DIRECTORY) ? describe : describe.skip;

withCases('a file that was made to mislead', () => {
  it.each(CASES)('%s imports what the loader would look for', async (name, imports) => {
    const path = join(CASES_DIRECTORY, name);
    const found = (await linkingOf(new Uint8Array(readFileSync(path)))).imports;

    expect([...found].sort()).toEqual(imports);
  });
});
