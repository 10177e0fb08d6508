import { createHash } from 'node:crypto';

import type { PeImport } from '#domain/executables/pe/pe-imports';
import { ordinalName } from '#domain/executables/pe/well-known-ordinals';

// What pefile takes for a name; functions with others it leaves out.
const FUNCTION_NAME = /^[\w.?@$()<>]+$/;
const LIBRARY_NAME = /^[\w!#$%&'()\-@^`{}~+,.;=[\]\\/]*$/;

/**
 * The import hash by pefile's rule, which is the one that others search by; `undefined` without imports. What is imported when
 * it is first called is no part of it.
 */
export function imphash(imports: readonly PeImport[]): string | undefined {
  const names = imports.flatMap((each) => (each.isDelayed ? [] : hashedName(each)));
  return names.length === 0 ? undefined : createHash('md5').update(names.join(',')).digest('hex');
}

function hashedName({ library, name, ordinal = 0 }: PeImport): readonly string[] {
  const isListed = name === undefined ? ordinal !== 0 : FUNCTION_NAME.test(name);
  if (!isListed) return [];
  const lower = LIBRARY_NAME.test(library) ? library.toLowerCase() : '*invalid*';
  const symbol = name ?? ordinalName(lower, ordinal);
  return [`${lower.replace(/\.(?:dll|ocx|sys)$/, '')}.${symbol.toLowerCase()}`];
}
