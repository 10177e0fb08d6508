import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import { WorkerId } from '#infrastructure/bullmq/worker-id';

/** Names this process among the workers; a restarted one is another worker. */
export class WorkerIdentity extends WorkerId {
  readonly host = hostname();
  override readonly id = `${hostname()}-${randomUUID().slice(0, 8)}`;
}
