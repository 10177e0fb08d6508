import { readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { DomainError } from '#domain/shared/domain-error';
import { findProgram } from '#infrastructure/sandbox/find-program';

/** A radare2 and what it needs to see of the machine. */
export interface Radare2Installation {
  readonly program: string;
  /** Directories with its libraries and data. */
  readonly trees: readonly string[];
  readonly files: readonly string[];
  /** R2_PREFIX, where it is not the one it was built for. */
  readonly environment: Readonly<Record<string, string>>;
  /** The distribution's package, of which lists, and who has signed these; as whoever installed it has noted. */
  readonly package?: string;
}

/** Where a program that is linked in the ordinary way finds its libraries. */
const SYSTEM_TREES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib'];
const SYSTEM_FILES = ['/etc/ld.so.cache'];

/**
 * The one in our own prefix, else the first in PATH.
 * @throws DomainError `SERVICE_UNAVAILABLE` when there is none. Whether it runs and is new enough shows when it is tried.
 */
export async function findRadare2(prefix: string, path: string): Promise<Radare2Installation> {
  const own = await findProgram('radare2', [join(prefix, 'usr/bin')]);
  if (own !== undefined) {
    const home = join(prefix, 'usr');
    const noted = await notedPackage(join(prefix, 'installed'));
    const installation = { program: own, trees: [home], files: [], environment: { R2_PREFIX: home } };
    return { ...installation, ...(noted !== undefined && { package: noted }) };
  }
  const found = await findProgram('radare2', path.split(delimiter));
  if (found === undefined) {
    throw new DomainError('SERVICE_UNAVAILABLE', `There is no radare2 in ${prefix} and none in PATH.`, {
      remediation: 'Run docker/install-system-packages.sh.',
    });
  }
  const program = await realpath(found);
  return {
    program,
    trees: await existing([...new Set([...treesAround(found), ...treesAround(program), ...SYSTEM_TREES])]),
    files: await existing(SYSTEM_FILES),
    environment: {},
  };
}

/** By docker/install-system-packages.sh: lines of a name and its value. */
async function notedPackage(path: string): Promise<string | undefined> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const valueOf = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const version = valueOf('radare2');
  return version === undefined ? undefined : `radare2 ${version}, ${valueOf('origin') ?? 'Debian unstable'}`;
}

/** Libraries and data beside the program, or all of the source tree that radare2's own installer links to. */
function treesAround(program: string): readonly string[] {
  const home = dirname(dirname(program));
  const source = /^(\/.+)\/binr\/radare2\/radare2$/.exec(program)?.[1];
  return source === undefined ? [dirname(program), join(home, 'lib'), join(home, 'share/radare2')] : [source];
}

async function existing(paths: readonly string[]): Promise<readonly string[]> {
  const present = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => present[index]);
}
