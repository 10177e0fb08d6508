import { notReady } from '../file/use-file';
import type { ListPage } from './paged-rows';

/** All that a route of a list may answer: a page, or how far the analysis is. */
export interface ListAnswer {
  readonly data: unknown;
  readonly total_count?: number;
  readonly has_next?: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** @throws Refusal it is still being made */
export function listPage<Row>(answer: ListAnswer): ListPage<Row> {
  if (!Array.isArray(answer.data)) throw notReady();
  return {
    data: answer.data as readonly Row[],
    total_count: answer.total_count ?? 0,
    has_next: answer.has_next ?? false,
    metadata: answer.metadata,
  };
}
