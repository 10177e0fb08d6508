import type { AppConfig } from '#config/app-config';
import { capabilitiesOf, WORKER_CAPABILITIES } from '#domain/jobs/worker-capability';

/** How many jobs a worker runs at once. */
export interface WorkerSlots {
  /** For whatever comes next: at least one, unless the worker is limited. */
  readonly any: number;
  /** For small jobs alone. */
  readonly small: number;
  /** For what a limited worker can take: all that it has. */
  readonly chosen: number;
}

export function workerSlots(analysis: AppConfig['analysis']): WorkerSlots {
  const { workerConcurrency, smallJobSlots } = analysis;
  if (capabilitiesOf(analysis).length < WORKER_CAPABILITIES.length) {
    return { any: 0, small: 0, chosen: workerConcurrency };
  }
  const small = Math.min(smallJobSlots, workerConcurrency - 1);
  return { any: workerConcurrency - small, small, chosen: 0 };
}
