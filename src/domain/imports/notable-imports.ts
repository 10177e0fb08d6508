import type { ImportCategory } from '#domain/document/import-category';
import { findImport } from './find-import';

const NOTABLE_CATEGORIES = ['network', 'process', 'registry', 'crypto', 'memory', 'file', 'ui', 'system'] as const;
const MOST_NAMES = 12;

interface NamedImport {
  readonly name: string;
  readonly category: ImportCategory;
}

/**
 * The imports that tell most about what a program can do: at most 12 names per category, the most telling first, equal ones by name.
 * The same imports in any order give the same answer; `string` and `other` tell nothing and are left out.
 */
export function notableImports(imports: readonly NamedImport[]): Partial<Record<ImportCategory, readonly string[]>> {
  const notable: Partial<Record<ImportCategory, readonly string[]>> = {};
  for (const category of NOTABLE_CATEGORIES) {
    const names = new Set(imports.filter((entry) => entry.category === category).map(({ name }) => name));
    if (names.size > 0) notable[category] = mostTelling([...names], category);
  }
  return notable;
}

function mostTelling(names: readonly string[], category: ImportCategory): readonly string[] {
  return names
    .map((name) => ({ name, rank: rankWithin(category, name) }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}

function rankWithin(category: ImportCategory, name: string): number {
  const known = findImport(name);
  return known?.category === category ? known.rank : Number.MAX_SAFE_INTEGER;
}
