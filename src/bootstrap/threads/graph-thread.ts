import { runGraphThread } from '#infrastructure/graphs/graph-thread-program';
import { processPort } from '#infrastructure/threads/take-orders';

runGraphThread(processPort());
