import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Specimen } from './corpus';
import { RELEASED } from './released-packages';
import { claimsOfPlatform } from './released-platforms';

const FOLDER = join(tmpdir(), 'bin2nlp-released');
const IS_SNAPSHOT = /\.snapshot$/;

/** Fetched once, by npm; never run. @param only those whose name it fits @throws Error when npm cannot fetch one of them. */
export function released(only = /(?:)/): readonly Specimen[] {
  return RELEASED.flatMap(({ name, version, files }) => {
    const wanted = files.map((file) => ({ ...file, name: `${name} ${version} ${file.path}` }));
    return wanted
      .filter((file) => only.test(file.name))
      .map((file) => {
        const { os = [], ...machine } = claimsOfPlatform(file.platform);
        return {
          name: file.name,
          path: join(fetched(name, version), 'package', file.path),
          published: {
            ...machine,
            // One for all systems of a processor: its own runtime loads it.
            ...(!IS_SNAPSHOT.test(file.path) && { os }),
            language: [file.language],
            ...(file.compiler !== undefined && { compiler: [file.compiler] }),
          },
        };
      });
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
