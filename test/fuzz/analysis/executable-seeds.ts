import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { readBeyond } from '#domain/executables/pe/pe-file';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { ExecutableFormat } from '#domain/shared/executable-header';
import { sourceOf } from '#test/builders/byte-sources';
import { fullExecutables } from '#test/builders/full-executables';
import { SAMPLES_DIRECTORY } from '#test/builders/samples';
import { buildFixture, packagesMissingFor } from '#test/truth/fixtures/build-fixture';
import { STRUCTURE_FIXTURES } from '#test/truth/fixtures/structure-fixtures';

/** Bytes: what is larger takes long to analyse and has no other tables. */
const LARGEST = 256 * 1024;
const CASES_DIRECTORY = resolve(SAMPLES_DIRECTORY, '../cases');
/** Of coreutils and the like. */
const SYSTEM = ['/bin/true', '/bin/cat', '/bin/uname'];
const FIXTURES_OF_A_FORMAT = 8;

export interface Seed {
  readonly name: string;
  readonly format: ExecutableFormat;
  readonly content: Uint8Array;
}

export const FORMATS = ['elf', 'pe', 'macho'] as const satisfies readonly ExecutableFormat[];

/** Small executables by format: samples and cases where they are beside the repository, built fixtures, and what builders make. */
export async function executableSeeds(): Promise<ReadonlyMap<ExecutableFormat, readonly Seed[]>> {
  const files = [...filesIn(SAMPLES_DIRECTORY), ...filesIn(CASES_DIRECTORY), ...SYSTEM, ...(await built())];
  const all: Seed[] = [];
  for (const path of files) {
    const content = new Uint8Array(readFileSync(path));
    const format = await formatOf(content);
    if (format !== undefined) all.push({ name: path.split('/').at(-1) ?? path, format, content });
  }
  all.push(...made());
  return new Map(FORMATS.map((format) => [format, all.filter((seed) => seed.format === format)]));
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .sort()
      .map((name) => join(directory, name))
      .filter((path) => statSync(path).isFile() && statSync(path).size <= LARGEST);
  } catch {
    return []; // not beside this repository
  }
}

/** Those that can be built here, spread over the list, and not too large. */
async function built(): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const isWindows of [false, true]) {
    const recipes = STRUCTURE_FIXTURES.filter(({ target = '' }) => target.startsWith('win') === isWindows);
    const buildable = recipes.filter((recipe) => packagesMissingFor(recipe).length === 0);
    const step = Math.max(1, Math.floor(buildable.length / FIXTURES_OF_A_FORMAT));
    for (const [index, recipe] of buildable.entries()) if (index % step === 0) paths.push(await buildFixture(recipe));
  }
  return paths.filter((path) => statSync(path).size <= LARGEST);
}

async function formatOf(content: Uint8Array): Promise<ExecutableFormat | undefined> {
  const head = content.subarray(0, 65_536);
  const verdict = readExecutableHeader(head, content.length, await readBeyond(sourceOf(content), head));
  return verdict.outcome === 'executable' ? verdict.header.format : undefined;
}

/** There where nothing else is. */
function made(): readonly Seed[] {
  const { elf, pe, macho, fat } = fullExecutables();
  return [
    { name: 'made.elf', format: 'elf', content: elf },
    { name: 'made.exe', format: 'pe', content: pe },
    { name: 'made.macho', format: 'macho', content: macho },
    { name: 'made.fat', format: 'macho', content: fat },
  ];
}
