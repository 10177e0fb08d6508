import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Architecture } from '#domain/shared/executable-header';
import { isReadByUs } from '#domain/shared/own-code';
import type { Specimen } from './corpus';
import { RELEASED } from './released-packages';
import { claimsOfPlatform, withoutPlatform } from './released-platforms';

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

/** Of each product one file a system, of those for a processor whose code we read ourselves: these are soon read. */
export function oneOfEachSystem(specimens: readonly Specimen[]): readonly Specimen[] {
  const chosen = new Map<string, Specimen>();
  for (const specimen of specimens) {
    const { os = [], architecture = [] } = specimen.published ?? {};
    const product = `${withoutPlatform(specimen.name)} ${os.join()}`;
    const isSoonRead = architecture.some((each) => isReadByUs(each as Architecture));
    if (isSoonRead && !chosen.has(product)) chosen.set(product, specimen);
  }
  return [...chosen.values()];
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
