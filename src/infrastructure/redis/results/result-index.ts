import type { PackedDocument } from '#application/ports/result-cache.port';
import type { PagedSection } from '#domain/document/parts';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { PAGE_ITEMS } from '#infrastructure/packing/page-items';

/** Of the pieces; an index of another layout cannot be read. */
const LAYOUT = 2;

/** Names one complete set of pieces and says how many items each section has. Whoever has it finds all the rest. */
export interface ResultIndex {
  readonly generation: string;
  readonly totals: Readonly<Record<PagedSection, number>>;
  /** Chunks of code; absent where none is kept. */
  readonly code?: number;
  /** Whether it has its relations as a piece; those of before have none. */
  readonly relations?: true;
  /** Whether it has a piece of what its facts are ranked by; those of before have none. */
  readonly ranks?: true;
  /** Whether it has a piece of what its functions are known again by. */
  readonly known?: true;
}

export function indexFor(
  { sections, relations, ranks, knownFunctions, code }: PackedDocument,
  generation: string,
): ResultIndex {
  const totals = Object.fromEntries(PAGED_SECTIONS.map((section) => [section, sections[section].total]));
  return {
    generation,
    totals: totals as ResultIndex['totals'],
    ...(relations !== undefined && { relations: true }),
    ...(ranks !== undefined && { ranks: true }),
    ...(knownFunctions !== undefined && { known: true }),
    ...(code !== undefined && { code: code.chunks.length }),
  };
}

export const indexKey = (content: ContentKey): string => `result:{${content}}:index`;

export function headKey(content: ContentKey, { generation }: ResultIndex): string {
  return `result:{${content}}:${generation}:head`;
}

export function pageKey(content: ContentKey, { generation }: ResultIndex, section: PagedSection, page: number): string {
  return `result:{${content}}:${generation}:${section}:${page}`;
}

/** What a section is searched by. */
export function columnsKey(content: ContentKey, { generation }: ResultIndex, section: PagedSection): string {
  return `result:{${content}}:${generation}:${section}:columns`;
}

/** Of one chunk of the code that functions are listed from. */
export function codeKey(content: ContentKey, { generation }: ResultIndex, chunk: number | 'index'): string {
  return `result:{${content}}:${generation}:code:${chunk}`;
}

export function codeKeys(content: ContentKey, index: ResultIndex): readonly string[] {
  if (index.code === undefined) return [];
  return Array.from({ length: index.code + 1 }, (_, at) => codeKey(content, index, at === 0 ? 'index' : at - 1));
}

/** Who calls and uses what. */
export function relationsKey(content: ContentKey, { generation }: ResultIndex): string {
  return `result:{${content}}:${generation}:relations`;
}

/** What facts are ranked by. */
export function ranksKey(content: ContentKey, { generation }: ResultIndex): string {
  return `result:{${content}}:${generation}:ranks`;
}

/** What functions are known again by. */
export function knownFunctionsKey(content: ContentKey, { generation }: ResultIndex): string {
  return `result:{${content}}:${generation}:known`;
}

export function pagesOf(index: ResultIndex, section: PagedSection): number {
  return Math.ceil(index.totals[section] / PAGE_ITEMS);
}

/** Every key of one generation but the index. */
export function pieceKeys(content: ContentKey, index: ResultIndex): readonly string[] {
  const keys = PAGED_SECTIONS.filter((section) => index.totals[section] > 0).flatMap((section) => [
    columnsKey(content, index, section),
    ...Array.from({ length: pagesOf(index, section) }, (_, page) => pageKey(content, index, section, page)),
  ]);
  return [
    headKey(content, index),
    ...(index.relations === true ? [relationsKey(content, index)] : []),
    ...(index.ranks === true ? [ranksKey(content, index)] : []),
    ...(index.known === true ? [knownFunctionsKey(content, index)] : []),
    ...keys,
    ...codeKeys(content, index),
  ];
}

export function writeIndex({ generation, totals, relations, ranks, known, code }: ResultIndex): string {
  return JSON.stringify({ layout: LAYOUT, generation, totals, relations, ranks, known, code });
}

/** `undefined` when it is damaged, or was written by another version of this program. */
export function parseIndex(text: string): ResultIndex | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const stored = value as Partial<Record<keyof ResultIndex | 'layout', unknown>>;
  const { layout, generation, totals, relations, ranks, known, code } = stored;
  if (layout !== LAYOUT || typeof generation !== 'string' || typeof totals !== 'object' || totals === null)
    return undefined;
  const counts = totals as Partial<Record<PagedSection, unknown>>;
  if (!PAGED_SECTIONS.every((section) => Number.isSafeInteger(counts[section]))) return undefined;
  return {
    generation,
    totals: counts as Record<PagedSection, number>,
    ...(Number.isSafeInteger(code) && { code: code as number }),
    ...(relations === true && { relations }),
    ...(ranks === true && { ranks }),
    ...(known === true && { known }),
  };
}
