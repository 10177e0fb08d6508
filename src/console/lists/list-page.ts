import { notReady } from '../file/use-file';
import type { ListPage } from './paged-rows';

/** A page of a list, of all that a route may answer. @throws Refusal it is still being made */
export function listPage<Row>(answer: {
  readonly data: unknown;
  readonly total_count?: number;
  readonly has_next?: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
}): ListPage<Row> {
  if (!Array.isArray(answer.data)) throw notReady();
  return {
    data: answer.data as readonly Row[],
    total_count: answer.total_count ?? 0,
    has_next: answer.has_next ?? false,
    metadata: answer.metadata,
  };
}
