import type { ImportCategory } from '#domain/document/import-category';
import { findImport, plainName } from './find-import';
import { IMPORT_LIBRARIES, IMPORT_PREFIXES } from './import-rules';

/** What a program can use the import for: by its name, else by the family that its name begins with, else by its library. */
export function categoriseImport(name: string, library?: string): ImportCategory {
  const known = findImport(name);
  if (known !== undefined) return known.category;
  const plain = plainName(name);
  const family = IMPORT_PREFIXES.find(([prefix]) => plain.startsWith(prefix));
  if (family !== undefined) return family[1];
  return (library === undefined ? undefined : categoryOfLibrary(library)) ?? 'other';
}

function categoryOfLibrary(library: string): ImportCategory | undefined {
  const file = library.slice(-256).toLowerCase().split(/[/\\]/).at(-1) ?? '';
  const [stem = ''] = file.split('.', 1);
  return Object.hasOwn(IMPORT_LIBRARIES, stem) ? IMPORT_LIBRARIES[stem] : undefined;
}
