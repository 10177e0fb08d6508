import type { MessagePort } from 'node:worker_threads';

import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { MB } from '#domain/shared/quantities';
import { takeOrders } from '#infrastructure/threads/take-orders';
import type { SearchRequest } from './search-messages';
import { SearchedSections } from './searched-sections';

const KEPT_BYTES = 256 * MB;

/** The program of the thread that searches. Several searches may be under way: those with a pattern take turns. */
export function runSearchThread(port: MessagePort, patterns: PatternEngine): void {
  const sections = new SearchedSections(KEPT_BYTES, patterns);
  takeOrders(port, async (request: SearchRequest) => ({ result: await sections.answer(request) }));
}
