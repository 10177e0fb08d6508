import type { ImportCategory } from '#domain/document/import-category';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import type { ImportNames } from './import-names';
import { MACOS_IMPORTS } from './macos-imports';
import { POSIX_IMPORTS } from './posix-imports';
import { WINDOWS_IMPORTS } from './windows-imports';

export interface KnownImport {
  readonly category: ImportCategory;
  /** The place among those of its category and platform: 0 tells most. */
  readonly rank: number;
}

const LONGEST_NAME = 128;

const KNOWN: ReadonlyMap<string, KnownImport> = new Map(
  // Of two entries with one name a map keeps the last: reversed, the first category of the first platform.
  [WINDOWS_IMPORTS, MACOS_IMPORTS, POSIX_IMPORTS].flatMap(entriesOf).reverse(),
);

/** Looks a function up by the name under which a program imports it, decorated as its platform does it. */
export function findImport(name: string): KnownImport | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  for (const spelling of spellings(name)) {
    const known = KNOWN.get(spelling);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** The name without what compilers, linkers and C libraries put around it. */
export function plainName(name: string): string {
  return name
    .replace(/^__imp_/, '')
    .replace(/^_OBJC_(?:META)?CLASS_\$_/, '')
    .replace(/[@$].*/s, '')
    .replace(/^_+/, '');
}

/** The name as it is and without the decorations that do not change which function it is: any of them may be listed. */
export function* spellings(name: string): Generator<string> {
  yield name;
  const plain = plainName(name);
  yield plain;
  yield plain.replace(/_?[AW]$/, '');
  yield plain.replace(/^Zw/, 'Nt');
  const portable = plain.replace(/^isoc(?:99|23)_/, '').replace(/(?:_chk|_unlocked|_internal|_r|_s|_l|64|i64|32)$/, '');
  yield portable;
  yield portable.replace(/64$/, '');
  // The C library of Windows has a wide-character twin of most functions: _wfopen of fopen.
  yield portable.replace(/^w/, '');
}

function entriesOf(names: ImportNames): [string, KnownImport][] {
  return IMPORT_CATEGORIES.filter((category) => category !== 'other').flatMap((category) =>
    names[category]
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name, rank): [string, KnownImport] => [name, { category, rank }]),
  );
}
