import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { FoundFunction } from '#domain/functions/function-list';
import { byAddress } from '#domain/shared/by-address';
import { tameText } from '#domain/shared/hostile-text';
import { count, location, name, record } from './decode';

/** @param variables Whether arguments and local variables were looked for. */
export function functionDecoder(variables: boolean): (value: unknown) => FoundFunction | undefined {
  return (value) => {
    const fields = record(value);
    const start = location(fields?.['addr'] ?? fields?.['offset']);
    const label = name(fields?.['name']);
    if (fields === undefined || start === undefined || label === undefined) return undefined;
    const signature = name(fields['signature']);
    const span = spanOf(fields);
    return {
      address: start,
      name: label,
      size: count(fields['realsz']) ?? count(fields['size']) ?? 0,
      ...(span !== undefined && { span }),
      details: {
        ...numbers(fields, variables ? { ...DETAILS, ...VARIABLES } : DETAILS),
        ...(variables && signature !== undefined && { signature: tameText(signature.replace(/;$/, ''), NAME_LIMIT) }),
      },
    };
  };
}

function spanOf(fields: Readonly<Record<string, unknown>>): FoundFunction['span'] {
  const start = location(fields['minaddr']);
  const end = location(fields['maxaddr']);
  return start === undefined || end === undefined || byAddress(end, start) <= 0 ? undefined : { start, end };
}

const DETAILS = { complexity_score: 'cc', basic_blocks: 'nbbs', edges: 'edges', instructions: 'ninstrs' } as const;
const VARIABLES = { arguments: 'nargs', locals: 'nlocals' } as const;

function numbers(
  fields: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  const known = Object.entries(names).flatMap(([ours, theirs]) => {
    const value = count(fields[theirs]);
    return value === undefined ? [] : [[ours, value] as const];
  });
  return Object.fromEntries(known);
}
