import { realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { DomainError } from '#domain/shared/domain-error';
import { findProgram } from '#infrastructure/sandbox/find-program';

/** A radare2 and what it needs to see of the machine. */
export interface Radare2Installation {
  readonly program: string;
  /** Directories with its libraries and data. */
  readonly trees: readonly string[];
  /** R2_PREFIX, where it is not the one it was built for. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where a program that is linked in the ordinary way finds its libraries. */
const SYSTEM_TREES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib'];

/**
 * The one in our own prefix, else the first in PATH.
 * @throws DomainError `SERVICE_UNAVAILABLE` when there is none. Whether it runs and is new enough shows when it is tried.
 */
export async function findRadare2(prefix: string, path: string): Promise<Radare2Installation> {
  const own = await findProgram('radare2', [join(prefix, 'usr/bin')]);
  if (own !== undefined) {
    return { program: own, trees: [join(prefix, 'usr')], environment: { R2_PREFIX: join(prefix, 'usr') } };
  }
  const found = await findProgram('radare2', path.split(delimiter));
  if (found === undefined) {
    throw new DomainError('SERVICE_UNAVAILABLE', `There is no radare2 in ${prefix} and none in PATH.`, {
      remediation: 'Run docker/install-system-packages.sh.',
    });
  }
  const program = await realpath(found);
  const home = dirname(dirname(program));
  const trees = [dirname(program), join(home, 'lib'), join(home, 'share/radare2'), ...SYSTEM_TREES];
  return { program, trees: await existing([...new Set(trees)]), environment: {} };
}

async function existing(directories: readonly string[]): Promise<readonly string[]> {
  const present = await Promise.all(
    directories.map((directory) =>
      stat(directory).then(
        (entry) => entry.isDirectory(),
        () => false,
      ),
    ),
  );
  return directories.filter((_, index) => present[index]);
}
