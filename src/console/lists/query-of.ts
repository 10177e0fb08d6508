import type { ListQuery } from './list-section';
import { PAGE_ROWS } from './paged-rows';

/** The query of a page, as it is in the address: of what the client's types do not know, the service says so. */
export function queryOf(query: ListQuery, page: number): object {
  return { ...query, page, page_size: PAGE_ROWS, partial: 'true' };
}
