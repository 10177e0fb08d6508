import type { FunctionInfo, FunctionNames } from '#domain/document/functions';
import type { Address } from '#domain/shared/address';
import type { NamedFunctions } from './named-functions';

/** What tells an export's name from one of the file's own symbols. */
export interface NamingFacts {
  readonly stripped: boolean;
  readonly exports: readonly { readonly address?: Address }[];
}

/**
 * Where the names of the listed functions come from. Imports and thunks are left out: they bear names of functions elsewhere.
 * A stripped file keeps symbols for its exports alone, in whichever table.
 */
export function functionNames(
  functions: readonly Pick<FunctionInfo, 'address' | 'type'>[],
  named: NamedFunctions,
  { stripped, exports }: NamingFacts,
): FunctionNames {
  const exported = new Set(stripped ? exports.map(({ address }) => address) : []);
  const names: Record<keyof FunctionNames, number> = { own: 0, by_export: 0, by_table: 0, none: 0 };
  for (const { address, type } of functions) {
    if (type !== 'import' && type !== 'thunk') names[originOf(named.get(address), exported.has(address))]++;
  }
  return names;
}

function originOf(known: ReturnType<NamedFunctions['get']>, isExported: boolean): keyof FunctionNames {
  if (known?.name === undefined) return 'none';
  if (known.source === 'export') return 'by_export';
  // An entry point or an unwound function of a name has it of Go's table: unwind tables give none.
  if (known.source !== 'symbol') return 'by_table';
  return isExported ? 'by_export' : 'own';
}
