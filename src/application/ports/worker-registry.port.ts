import { lacking } from '#domain/jobs/worker-capability';
import type { EngineIdentity } from './engine-probe.port';

/** A worker as it last reported itself. Times are epoch milliseconds. */
export interface WorkerRecord {
  readonly id: string;
  readonly host: string;
  readonly registeredAt: number;
  readonly heartbeatAt: number;
  /** Jobs at once, and those that run now. */
  readonly concurrency: number;
  readonly load: number;
  /** How many of these at once are small jobs in any case; absent: none. */
  readonly smallJobSlots?: number;
  readonly processedJobs: number;
  /** What it has beyond what every worker has; it takes no job that needs more. Absent: all, of a version that did not say. */
  readonly capabilities?: readonly string[];
  /** Schema versions of job records that it reads; absent: 1 only. */
  readonly reads?: readonly string[];
  /** Absent while its engine cannot run; `fault` says why. */
  readonly engine?: EngineIdentity;
  readonly fault?: string;
}

/** Who is there to work. A worker that stays silent for three heartbeats is gone. */
export abstract class WorkerRegistry {
  /** Enters or refreshes; one call per heartbeat. */
  abstract announce(worker: WorkerRecord): Promise<void>;

  /** Idempotent: leaves at once, without waiting for the silence. */
  abstract withdraw(id: string): Promise<void>;

  /** Those alive now, in no order. */
  abstract live(): Promise<readonly WorkerRecord[]>;

  /**
   * The newest engine that the live workers run; while none is there, as where their number follows the queue, that of the last one,
   * for 30 days. `undefined`: no worker has ever said.
   */
  abstract engineVersion(): Promise<string | undefined>;
}

/** Whether it takes jobs that need this. One of a version that did not say takes whatever comes. */
export function canTake({ capabilities }: Pick<WorkerRecord, 'capabilities'>, needs: readonly string[]): boolean {
  return capabilities === undefined || lacking(capabilities, needs).length === 0;
}

/** `undefined`: none of them can run one. */
export function newestEngine(workers: readonly WorkerRecord[]): string | undefined {
  return workers
    .flatMap(({ engine }) => (engine === undefined ? [] : [engine.engineVersion]))
    .sort()
    .at(-1);
}
