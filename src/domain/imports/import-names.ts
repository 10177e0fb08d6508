import type { ImportCategory } from '#domain/document/import-category';

/** Names by category, separated by white space, the most telling first. A name that stands in several belongs to the first. */
export type ImportNames = Readonly<Record<Exclude<ImportCategory, 'other'>, string>>;
