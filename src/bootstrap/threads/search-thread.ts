import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';
import { runSearchThread } from '#infrastructure/search/search-thread-program';
import { processPort } from '#infrastructure/threads/take-orders';

runSearchThread(processPort(), new Re2jsPatternEngine());
