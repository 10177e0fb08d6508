import { createHash } from 'node:crypto';

import type { PeImport } from './pe-imports';
import { ordinalName } from './well-known-ordinals';

/** The import hash by pefile's rule, which is the one that others search by; `undefined` without imports. */
export function imphash(imports: readonly PeImport[]): string | undefined {
  if (imports.length === 0) return undefined;
  const names = imports.map(({ library, name, ordinal = 0 }) => {
    const lower = library.toLowerCase();
    const symbol = name ?? ordinalName(lower, ordinal);
    return `${lower.replace(/\.(?:dll|ocx|sys)$/, '')}.${symbol.toLowerCase()}`;
  });
  return createHash('md5').update(names.join(',')).digest('hex');
}
