import type { Refusal } from '#client/refusal';
import { refusalOf } from '../service/ask';
import type { Page } from '../service/shapes';

/** Rows of a list of any length, of which the pages that are looked at are there. */
export interface PagedRows<Row> {
  /** Rows in all; `undefined` until the first page is there. */
  readonly total: number | undefined;
  readonly refusal: Refusal | undefined;
  /** Why there are none, where nobody read them. */
  readonly missing: string | undefined;
  readonly row: (index: number) => Row | undefined;
  /** Has the pages of these rows read. */
  readonly want: (first: number, last: number) => void;
  readonly close: () => void;
}

export interface ListPage<Row> extends Page<Row> {
  readonly metadata: Readonly<Record<string, unknown>>;
}

export const PAGE_ROWS = 200;
/** Pages that are kept: 20,000 rows. */
const MOST_PAGES = 100;

/** @param changed told whenever there is more to show */
export function pagedRows<Row>(
  read: (page: number, signal: AbortSignal) => Promise<ListPage<Row>>,
  changed: () => void,
): PagedRows<Row> {
  const gone = new AbortController();
  const pages = new Map<number, readonly Row[]>();
  const asked = new Set<number>();
  const state: { total?: number; refusal?: Refusal; missing?: string } = {};
  const load = async (page: number): Promise<void> => {
    asked.add(page);
    try {
      const { data, total_count: total, metadata } = await read(page, gone.signal);
      pages.set(page, data);
      state.total = total;
      delete state.refusal;
      const { not_analysed: missing } = metadata;
      if (typeof missing === 'string') state.missing = missing;
      forget(pages, page);
    } catch (thrown) {
      if (gone.signal.aborted) return;
      state.refusal = refusalOf(thrown);
    } finally {
      asked.delete(page);
    }
    if (!gone.signal.aborted) changed();
  };
  return {
    get total() {
      return state.total;
    },
    get refusal() {
      return state.refusal;
    },
    get missing() {
      return state.missing;
    },
    row: (index) => pages.get(pageOf(index))?.[index % PAGE_ROWS],
    want(first, last) {
      for (let page = pageOf(first); page <= pageOf(last); page += 1) {
        if (!pages.has(page) && !asked.has(page)) void load(page);
      }
    },
    close: () => gone.abort(),
  };
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_ROWS) + 1;
}

/** The pages that are farthest from the one that is looked at. */
function forget(pages: Map<number, unknown>, near: number): void {
  if (pages.size <= MOST_PAGES) return;
  const [farthest] = [...pages.keys()].sort((one, other) => Math.abs(other - near) - Math.abs(one - near));
  if (farthest !== undefined) pages.delete(farthest);
}
