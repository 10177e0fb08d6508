import { runBulkThread } from '#infrastructure/threads/bulk-thread-program';
import { processPort } from '#infrastructure/threads/take-orders';

runBulkThread(processPort());
