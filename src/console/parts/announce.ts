import { storeOf } from './store';

/** What a screen reader says next, when it has said what it is at. */
export const announcement = storeOf('');

export function announce(text: string): void {
  announcement.set(text);
}
