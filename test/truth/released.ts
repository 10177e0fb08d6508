import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { Specimen } from './corpus';

/** Programs of today's tool chains as npm has them, each pinned, with the files to examine. */
const RELEASED: readonly (readonly [name: string, version: string, ...files: readonly string[]])[] = [
  ['@esbuild/darwin-arm64', '0.28.2', 'bin/esbuild'],
  ['@esbuild/darwin-x64', '0.28.2', 'bin/esbuild'],
  ['@rollup/rollup-darwin-arm64', '4.68.8', 'rollup.darwin-arm64.node'],
  ['@swc/core-darwin-arm64', '1.16.22', 'swc.darwin-arm64.node'],
  ['@biomejs/cli-darwin-arm64', '2.6.8', 'biome'],
  ['lightningcss-darwin-arm64', '1.33.0', 'lightningcss.darwin-arm64.node'],
  ['@img/sharp-libvips-darwin-arm64', '1.3.4', 'lib/libvips-cpp.8.18.7.dylib'],
  ['@img/sharp-libvips-darwin-x64', '1.3.4', 'lib/libvips-cpp.8.18.7.dylib'],
  ['sass-embedded-darwin-arm64', '1.105.0', 'dart-sass/src/dart', 'dart-sass/src/sass.snapshot'],
];
const FOLDER = join(tmpdir(), 'bin2nlp-released');

/** Fetched once, by npm; never run. @throws Error when npm cannot fetch one of them. */
export function released(): readonly Specimen[] {
  return RELEASED.flatMap(([name, version, ...files]) => {
    const folder = fetched(name, version);
    return files.map((file) => ({ name: `${name} ${version} ${basename(file)}`, path: join(folder, 'package', file) }));
  });
}

function fetched(name: string, version: string): string {
  const folder = join(FOLDER, `${name.replaceAll('/', '-')}-${version}`);
  if (existsSync(join(folder, 'package'))) return folder;
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, `${name}@${version}`]);
  const archive = readdirSync(folder).find((each) => each.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm has packed nothing of ${name} ${version}`);
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder]);
  return folder;
}
