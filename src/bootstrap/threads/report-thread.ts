import { readsLikeInstructions } from '#domain/injection/reads-like-instructions';
import { runReportThread } from '#infrastructure/report/report-thread-program';
import { processPort } from '#infrastructure/threads/take-orders';

runReportThread(processPort(), (text) => readsLikeInstructions(text) !== undefined);
