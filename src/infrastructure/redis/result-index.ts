import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { PagedSection } from '#domain/analysis/analysis-document';
import type { ContentKey } from '#domain/analysis/analysis-options';

/** Items of one stored page. */
export const PAGE_ITEMS = 500;

/** Names one complete set of pieces and says how many items each section has. Whoever has it finds all the rest. */
export interface ResultIndex {
  readonly generation: string;
  readonly totals: Readonly<Record<PagedSection, number>>;
}

export const indexKey = (content: ContentKey): string => `result:{${content}}:index`;

export function headKey(content: ContentKey, { generation }: ResultIndex): string {
  return `result:{${content}}:${generation}:head`;
}

export function pageKey(content: ContentKey, { generation }: ResultIndex, section: PagedSection, page: number): string {
  return `result:{${content}}:${generation}:${section}:${page}`;
}

export function pagesOf(index: ResultIndex, section: PagedSection): number {
  return Math.ceil(index.totals[section] / PAGE_ITEMS);
}

/** Every key of one generation but the index. */
export function pieceKeys(content: ContentKey, index: ResultIndex): readonly string[] {
  const pages = PAGED_SECTIONS.flatMap((section) =>
    Array.from({ length: pagesOf(index, section) }, (_, page) => pageKey(content, index, section, page)),
  );
  return [headKey(content, index), ...pages];
}

/** `undefined` when it is damaged. */
export function parseIndex(text: string): ResultIndex | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('generation' in value) || !('totals' in value)) return undefined;
  const { generation, totals } = value;
  if (typeof generation !== 'string' || typeof totals !== 'object' || totals === null) return undefined;
  const counts = totals as Partial<Record<PagedSection, unknown>>;
  if (!PAGED_SECTIONS.every((section) => Number.isSafeInteger(counts[section]))) return undefined;
  return { generation, totals: counts as Record<PagedSection, number> };
}
