import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Of lists that were looked at, how far they were scrolled: who comes back is where he was. */
const places = new Map<string, number>();
const MOST_PLACES = 50;

/** Scrolls a list to where it was when it is there, and to its beginning when another takes its place. */
export function useKeptPlace(question: string, scroller: RefObject<HTMLElement | null>, isThere: boolean): void {
  const first = useRef(question).current;
  useEffect(() => {
    const list = scroller.current;
    if (!isThere || list === null) return undefined;
    list.scrollTo(0, question === first ? (places.get(question) ?? 0) : 0);
    const keep = (): void => {
      places.delete(question);
      places.set(question, list.scrollTop);
      const [oldest] = places.size > MOST_PLACES ? places.keys() : [];
      if (oldest !== undefined) places.delete(oldest);
    };
    list.addEventListener('scroll', keep, { passive: true });
    return () => list.removeEventListener('scroll', keep);
  }, [question, isThere]);
}
