import { runDigestThread } from '#infrastructure/digests/digest-thread-program';
import { processPort } from '#infrastructure/threads/take-orders';

runDigestThread(processPort());
