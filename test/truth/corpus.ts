import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { CASES_DIRECTORY, samplePath, SAMPLES, samplesPresent } from '../builders/samples';
import type { Claims } from './claims';
import { buildFixture, fixtureName, packagesMissingFor } from './fixtures/build-fixture';
import { STRUCTURE_FIXTURES } from './fixtures/structure-fixtures';

/** A file to examine, and what reports call it. */
export interface Specimen {
  readonly name: string;
  readonly path: string;
  /** What its publisher says of it. */
  readonly published?: Claims;
}

const PROGRAMS = ['/usr/bin', '/usr/sbin'];
const LIBRARIES = ['/usr/lib'];
const LIBRARY = /\.so(?:\.[\w.]+)?$/;
/** Bytes: what is larger takes all tools minutes. */
const LARGEST = 12 << 20;
const UNPACKED = join(tmpdir(), 'bin2nlp-truth');
const MAGIC = '\x7fELF';

export function samples(): readonly Specimen[] {
  return samplesPresent() ? SAMPLES.map(([name]) => ({ name, path: samplePath(name) })) : [];
}

/** Small files of kinds that tools get wrong. */
export function cases(): readonly Specimen[] {
  if (!existsSync(CASES_DIRECTORY)) return [];
  return readdirSync(CASES_DIRECTORY).flatMap((name) => {
    const path = join(CASES_DIRECTORY, name);
    if (name.endsWith('.bin')) return [{ name, path }];
    return name.endsWith('.bin.gz') ? [{ name, path: unpacked(name, path) }] : [];
  });
}

function unpacked(name: string, path: string): string {
  mkdirSync(UNPACKED, { recursive: true });
  const to = join(UNPACKED, name.replace(/\.gz$/, ''));
  writeFileSync(to, gunzipSync(readFileSync(path)));
  return to;
}

/** Programs of this machine: always the same ones on the same machine, from all over its directories. */
export function systemPrograms(count: number): readonly Specimen[] {
  return chosen(
    PROGRAMS.flatMap((directory) => filesOf(directory)),
    count,
  );
}

/** As many programs as libraries, as far as there are. */
export function systemFiles(count: number): readonly Specimen[] {
  const libraries = LIBRARIES.flatMap((directory) => filesOf(directory, true)).filter((path) => LIBRARY.test(path));
  const found = chosen(libraries, Math.ceil(count / 2));
  return [...systemPrograms(count - found.length), ...found];
}

export interface Fixtures {
  readonly specimens: readonly Specimen[];
  /** Debian packages that would have allowed more. */
  readonly missing: readonly string[];
}

export async function fixtures(): Promise<Fixtures> {
  const specimens: Specimen[] = [];
  const missing = new Set<string>();
  for (const recipe of STRUCTURE_FIXTURES) {
    const packages = packagesMissingFor(recipe);
    if (packages.length === 0) specimens.push({ name: fixtureName(recipe), path: await buildFixture(recipe) });
    else for (const each of packages) missing.add(each);
  }
  return { specimens, missing: [...missing] };
}

/** Spread by what their paths hash to; each file once, whatever names lead to it. */
function chosen(paths: readonly string[], count: number): readonly Specimen[] {
  const files = [...new Set(paths.flatMap(realPath))];
  const order = new Map(files.map((path) => [path, createHash('md5').update(path).digest('hex')]));
  return files
    .sort((one, other) => ((order.get(one) ?? '') < (order.get(other) ?? '') ? -1 : 1))
    .filter(isExamined)
    .slice(0, count)
    .map((path) => ({ name: path, path }));
}

function filesOf(directory: string, recursive = false): readonly string[] {
  return readdirSync(directory, { recursive, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}

function realPath(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}

function isExamined(path: string): boolean {
  const facts = statSync(path);
  if (!facts.isFile() || facts.size > LARGEST) return false;
  const file = openSync(path, 'r');
  try {
    const magic = Buffer.alloc(MAGIC.length);
    readSync(file, magic, 0, magic.length, 0);
    return magic.toString('latin1') === MAGIC;
  } finally {
    closeSync(file);
  }
}
