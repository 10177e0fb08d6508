import type { Import } from '#domain/document/symbols';
import type { ProgramModel } from './program-model';
import { factsNamed } from './resolve-fact';

/** Places of functions. */
export type Marks = Uint8Array;

/** Imports that are meant by a name, `LIBRARY.name` or a reference; a name also without what compilers add to it. */
export function importsMeant(model: ProgramModel, text: string): readonly number[] {
  const { imports } = model.document;
  const reference = text.startsWith('imp:') ? text : `imp:${text}`;
  const found = factsNamed(model, reference).map(({ index }) => index);
  if (found.length > 0) return found;
  const plain = plainName(reference.slice(4));
  return placesWhere(imports, ({ name }) => {
    const own = plainName(name);
    return own === plain || (/[AW]$/.test(name) && own.slice(0, -1) === plain);
  });
}

/** Functions that use one of them, themselves or through a thunk; thunks and stubs are not counted. */
export function usersOfImports(model: ProgramModel, places: readonly number[]): Marks {
  const { functions, imports } = model.document;
  const meant = new Set(places);
  // Functions say names alone: where another import bears it as well, only that one knows its users.
  const names = new Set(places.map((place) => imports[place]?.name ?? ''));
  for (const [place, { name }] of imports.entries()) if (!meant.has(place)) names.delete(name);
  const marks = Uint8Array.from(functions, ({ imports: used = [] }) => Number(used.some((name) => names.has(name))));
  for (const place of places)
    for (const user of imports[place]?.used_by ?? []) {
      const at = model.functionAt.get(user);
      if (at !== undefined) marks[at] = 1;
    }
  for (const [place, { type }] of functions.entries()) if (type === 'thunk' || type === 'import') marks[place] = 0;
  return marks;
}

/** Names of imports at these places. */
export function namesOf(imports: readonly Import[], places: readonly number[]): ReadonlySet<string> {
  return new Set(places.map((place) => imports[place]?.name ?? ''));
}

/** `_connect$UNIX2003`, `connect@8` and `Connect` are `connect`. */
function plainName(name: string): string {
  const begun = name.replace(/^[_@]+/, '');
  const end = begun.search(/[$@]/);
  return (end === -1 ? begun : begun.slice(0, end)).toLowerCase();
}

export function placesWhere<Item>(items: readonly Item[], isMeant: (item: Item) => boolean): readonly number[] {
  return items.flatMap((item, place) => (isMeant(item) ? [place] : []));
}
