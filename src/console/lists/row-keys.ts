import { ROW_PIXELS } from './use-window';

/** Row of a list that the keys are at: the first has the index 0. */
export interface RowCursor {
  at: number;
}

/**
 * Moves among the rows of a long list by keys; Enter follows the first link of the row. By the cursor and not by what has the focus:
 * that comes only when the row has been drawn, and keys may be faster.
 */
export function rowKeys(cursor: RowCursor, total: number, go: (index: number) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const { currentTarget, target } = event;
    if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      // A link has an Enter of its own.
      if (target.tagName !== 'A') rowAt(currentTarget, cursor.at)?.querySelector('a')?.click();
      return;
    }
    const next = stepOf(event.key, cursor.at, currentTarget.clientHeight, total);
    if (next === undefined) return;
    event.preventDefault();
    cursor.at = Math.min(Math.max(next, 0), total - 1);
    go(cursor.at);
  };
}

/** The element of a row, where it is drawn: rows are counted from 1, and the first is that of the titles. */
export function rowAt(list: HTMLElement | null, index: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`) ?? null;
}

function stepOf(key: string, at: number, height: number, total: number): number | undefined {
  const page = Math.max(1, Math.floor(height / ROW_PIXELS) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: total - 1,
  };
  return steps[key];
}
