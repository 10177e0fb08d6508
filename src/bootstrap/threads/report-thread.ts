import { readsLikeInstructions } from '#domain/injection/reads-like-instructions';
import { runReportThread } from '#infrastructure/report/report-thread-program';
import { Re2jsPatternEngine } from '#infrastructure/rules/re2js-pattern-engine';
import { processPort } from '#infrastructure/threads/take-orders';

runReportThread(processPort(), (text) => readsLikeInstructions(text) !== undefined, new Re2jsPatternEngine());
