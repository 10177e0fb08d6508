import type { AppConfig } from '#config/app-config';

/** How many jobs a worker runs at once. */
export interface WorkerSlots {
  /** For whatever comes next: at least one. */
  readonly any: number;
  /** For small jobs alone. */
  readonly small: number;
}

export function workerSlots({ workerConcurrency, smallJobSlots }: AppConfig['analysis']): WorkerSlots {
  const small = Math.min(smallJobSlots, workerConcurrency - 1);
  return { any: workerConcurrency - small, small };
}
