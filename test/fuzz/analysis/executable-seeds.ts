import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { readBeyond } from '#domain/executables/pe/pe-file';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { ExecutableFormat } from '#domain/shared/executable-header';
import { noise } from '#test/builders/anatomy';
import { sourceOf } from '#test/builders/byte-sources';
import { elfBytes } from '#test/builders/elf-bytes';
import { CPU, fatBytes, machoBytes } from '#test/builders/macho-bytes';
import { peBytes } from '#test/builders/pe-bytes';
import { importTable, resourceTree, versionInfo } from '#test/builders/pe-parts';
import { SAMPLES_DIRECTORY } from '#test/builders/samples';
import { appleSignature, certificateTable, signedData } from '#test/builders/signature-bytes';
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

/** With every table that builders know: there where nothing else is. */
function made(): readonly Seed[] {
  const imports = importTable(0x2000, [
    ['KERNEL32.dll', ['A', 1]],
    ['WS2_32.dll', [1]],
  ]);
  const resources = resourceTree(0x3000, [{ type: 16, name: 1, language: 9, content: versionInfo({ A: 'b' }) }]);
  const pe = peBytes({
    sections: [
      { name: '.text', rva: 0x1000, content: noise(256) },
      { name: '.idata', rva: 0x2000, content: imports },
      { name: '.rsrc', rva: 0x3000, content: resources },
    ],
    directories: {
      ...{ 1: [0x2000, imports.length], 2: [0x3000, resources.length], 4: [0x800, 512] },
      ...{ 6: [0x1000, 56], 10: [0x1000, 160], 14: [0x1000, 72] },
    },
  });
  const elf = elfBytes({
    type: 3,
    segments: [
      { type: 1, address: 0x1000, content: noise(512) },
      { type: 2, content: noise(128) },
      { type: 3, content: Buffer.from('/lib/ld.so\0') },
    ],
    sections: [
      { name: '.dynsym', type: 11, address: 0x1000, size: 128 },
      { name: '.dynstr', type: 3, address: 0x1080, size: 64 },
    ],
  });
  const macho = Buffer.concat([
    machoBytes({
      segments: [
        { name: '__TEXT', address: 0x1000, size: 64, sections: [{ name: '__text', address: 0x1000, size: 8 }] },
      ],
      commands: [0xc, 0x1b, 0x32, 0x2a, 0x2, 0x1d, 0x24, 0x22, 0x8000_0033, 0x8000_0034].map((type) =>
        Uint8Array.from([type & 0xff, 0, 0, type >>> 24, 0, 0, 0, 0, 24, ...noise(31)]),
      ),
    }),
    appleSignature('a', 'b', signedData()),
  ]);
  return [
    { name: 'made.elf', format: 'elf', content: elf },
    { name: 'made.exe', format: 'pe', content: Buffer.concat([pe, certificateTable(signedData())]) },
    { name: 'made.macho', format: 'macho', content: macho },
    { name: 'made.fat', format: 'macho', content: fatBytes([{ cpuType: CPU.arm64, image: macho }]) },
  ];
}
