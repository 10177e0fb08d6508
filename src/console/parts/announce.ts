import { storeOf } from './store';

/** What a screen reader says next, when it has said what it is at; each an object of its own, for the same may be said twice. */
export const announcement = storeOf<{ readonly text: string }>({ text: '' });

export function announce(text: string): void {
  announcement.set({ text });
}
