import { parentPort } from 'node:worker_threads';

import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';
import type { SearchReply, SearchRequest } from './search-messages';
import { SearchedSections } from './searched-sections';

const KEPT_BYTES = 256 * 1024 * 1024;

const sections = new SearchedSections(KEPT_BYTES, new Re2jsPatternEngine());

// Several searches may be under way: those with a pattern take turns.
parentPort?.on('message', (request: SearchRequest) => {
  void sections.answer(request).then((outcome) => {
    parentPort?.postMessage({ id: request.id, ...outcome } satisfies SearchReply);
  });
});
