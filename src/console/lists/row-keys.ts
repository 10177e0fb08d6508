import { ROW_PIXELS } from './use-window';

/** Moves among the rows of a long list by keys; at a row, Enter follows its first link. */
export function rowKeys(at: number, total: number, go: (index: number) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const { currentTarget, target } = event;
    if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
    if (event.key === 'Enter' && target.role === 'row') {
      target.querySelector('a')?.click();
      return;
    }
    const page = Math.max(1, Math.floor(currentTarget.clientHeight / ROW_PIXELS) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    };
    const next = steps[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(Math.min(Math.max(next, 0), total - 1));
  };
}
