import type { JudgedSubject } from './judged-subject';

/** From here on the names that are there tell what the program is made of. */
export const WELL_NAMED = 0.75;

/** Share of the functions that have a name of the file's, 0-1; `undefined` where no function is known. */
export function namedShare({ names }: Pick<JudgedSubject, 'names'>): number | undefined {
  if (names === undefined) return undefined;
  const named = names.own + names.by_export + names.by_table;
  return named + names.none === 0 ? undefined : named / (named + names.none);
}
