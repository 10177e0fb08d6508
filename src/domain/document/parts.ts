import type { Count } from '#domain/shared/quantities';

/** The lists of the document that can be long: paged in the store, capped in length. */
export const PAGED_SECTIONS = ['functions', 'strings', 'imports', 'exports', 'sections', 'decompiled'] as const;
export type PagedSection = (typeof PAGED_SECTIONS)[number];

/** Parts of the document that may be left out. `code`: what functions call and use, their measures, and the coverage. */
export const OPTIONAL_SECTIONS = [
  'functions',
  'strings',
  'imports',
  'exports',
  'code',
  'decompiled',
  'security_findings',
] as const;
export type OptionalSection = (typeof OPTIONAL_SECTIONS)[number];

/** A part of the document that is empty because nobody looked: nothing follows from that about the file. */
export interface NotAnalysed {
  readonly section: OptionalSection;
  /** Why, in a sentence; where an option would change it, the option. */
  readonly reason: string;
}

/** What can be cut short: lists, and what they are made of. */
export type CappedSection = PagedSection | 'symbols' | 'resources' | 'relations' | 'listing';

/** A cap that was hit; `total` is absent when the true number is not known. */
export interface Truncation {
  readonly section: CappedSection;
  /** Entries that are here. */
  readonly kept: Count;
  /** Entries that there are. */
  readonly total?: Count;
  readonly reason: string;
}
