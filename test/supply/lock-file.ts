import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly license?: string;
}

/** A package that is installed. */
export interface Locked extends Entry {
  readonly path: string;
  /** Whether it runs with the service, and is not only built or tested with. */
  readonly runs: boolean;
  /** As the lock file says, or the package itself, which may say it in the old way. */
  readonly licence: string;
}

export function lockedPackages(): readonly Locked[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Entry>>;
  };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      ...entry,
      path,
      runs: entry.dev !== true && entry.devOptional !== true,
      licence: entry.license ?? ownWord(path),
    }));
}

/** Of a package that is for another system, and not there: none. */
function ownWord(path: string): string {
  try {
    const { licenses = [] } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')) as {
      licenses?: readonly { readonly type: string }[];
    };
    return licenses.map(({ type }) => type).join(' OR ');
  } catch {
    return '';
  }
}
