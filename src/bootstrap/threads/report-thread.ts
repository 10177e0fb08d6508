import { runReportThread } from '#infrastructure/report/report-thread-program';
import { processPort } from '#infrastructure/threads/take-orders';

runReportThread(processPort(), () => false);
