import type { Refusal } from '#client/refusal';
import { refusalOf } from '../service/ask';
import type { Page } from '../service/shapes';

export interface ListPage<Row> extends Page<Row> {
  readonly metadata: Readonly<Record<string, unknown>>;
}

export type ReadPage<Row> = (page: number, signal: AbortSignal) => Promise<ListPage<Row>>;

export const PAGE_ROWS = 200;
/** Pages that are kept: 20,000 rows. */
const MOST_PAGES = 100;
/** Who drags the scroll bar passes hundreds of pages. */
const SETTLED_MS = 80;

/** Rows of a list of any length, of which the pages that are looked at are there. */
export class PagedRows<Row> {
  /** Rows in all; `undefined` until the first page is there. */
  total: number | undefined;
  refusal: Refusal | undefined;
  /** Why there are none, where nobody read them. */
  missing: string | undefined;
  private readonly pages = new Map<number, readonly Row[]>();
  private readonly asked = new Map<number, AbortController>();
  private sought: readonly [from: number, to: number] = [1, 1];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param changed told whenever there is more to show */
  constructor(
    private readonly read: ReadPage<Row>,
    private readonly changed: () => void,
  ) {}

  row(index: number): Row | undefined {
    return this.pages.get(pageOf(index))?.[index % PAGE_ROWS];
  }

  /** Has the pages of these rows read, once they have been in sight for a moment; others are not waited for any more. */
  want(first: number, last: number): void {
    // Of a list that is not there yet, nobody knows whether it has more.
    const [from, to] = this.total === undefined ? [1, 1] : [pageOf(first), pageOf(last)];
    this.sought = [from, to];
    this.giveUp((page) => page < from || page > to);
    clearTimeout(this.timer);
    if (this.total === undefined) this.load();
    else this.timer = setTimeout(() => this.load(), SETTLED_MS);
  }

  /** Asks anew for what was refused. */
  again(): void {
    this.refusal = undefined;
    this.changed();
    this.load();
  }

  close(): void {
    clearTimeout(this.timer);
    this.giveUp(() => true);
  }

  private load(): void {
    const [from, to] = this.sought;
    for (let page = from; page <= to; page += 1) {
      if (!this.pages.has(page) && !this.asked.has(page)) void this.loadPage(page);
    }
  }

  private async loadPage(page: number): Promise<void> {
    const gone = new AbortController();
    this.asked.set(page, gone);
    try {
      const { data, total_count: total, metadata } = await this.read(page, gone.signal);
      if (gone.signal.aborted) return;
      this.pages.set(page, data);
      this.total = total;
      this.refusal = undefined;
      const { not_analysed: missing } = metadata;
      if (typeof missing === 'string') this.missing = missing;
      forget(this.pages, page);
    } catch (thrown) {
      if (gone.signal.aborted) return;
      this.refusal = refusalOf(thrown);
    } finally {
      if (this.asked.get(page) === gone) this.asked.delete(page);
    }
    this.changed();
  }

  private giveUp(isOfNoUse: (page: number) => boolean): void {
    for (const [page, gone] of this.asked) {
      if (!isOfNoUse(page)) continue;
      this.asked.delete(page);
      gone.abort();
    }
  }
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
