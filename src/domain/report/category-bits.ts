import type { ImportCategory } from '#domain/document/import-category';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';

const BITS = Object.fromEntries(IMPORT_CATEGORIES.map((category, place) => [category, 1 << place])) as Readonly<
  Record<ImportCategory, number>
>;

/** One bit a category, for sets of them. */
export function categoryBits(category: ImportCategory): number {
  return BITS[category];
}
