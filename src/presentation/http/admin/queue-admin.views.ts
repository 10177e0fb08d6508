import type { QueueReport } from '#application/operations/report-queue';
import type { WorkerRecord } from '#application/ports/worker-registry.port';
import { canTake } from '#application/ports/worker-registry.port';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import type { ReportedSandbox } from '#domain/document/sandbox-tier';
import { largestWeightFor, needsOf, WORKER_CAPABILITIES } from '#domain/jobs/worker-capability';
import { EXECUTABLE_FORMATS } from '#domain/shared/executable-header';
import { MB, SECOND_MS } from '#domain/shared/quantities';

export const WORKER_STATUSES = ['idle', 'busy', 'full', 'faulty'] as const;

/** The state of the queue; what was never measured is null. */
export interface QueueData {
  readonly queue_depth: {
    readonly waiting: number;
    readonly active: number;
    /** Waiting jobs by priority, "0" to "10". */
    readonly by_priority: Readonly<Record<string, number>>;
    /** Waiting jobs that no worker that is there can take. */
    readonly unservable: number;
  };
  readonly active_workers: number;
  readonly average_worker_utilization: number | null;
  readonly average_processing_time_seconds: number | null;
  readonly average_wait_seconds: number | null;
  readonly recommendation: QueueReport['recommendation'];
}

export interface WorkerData {
  readonly worker_id: string;
  readonly host: string;
  readonly registered_at: string;
  readonly status: (typeof WORKER_STATUSES)[number];
  readonly fault: string | null;
  readonly heartbeat: string;
  readonly current_load: number;
  readonly processed_jobs: number;
  readonly capabilities: {
    readonly concurrency: number;
    readonly small_job_slots: number;
    /** What it has beyond what every worker has. */
    readonly has: readonly string[];
    /** MB of the largest file that it takes, at comprehensive depth a tenth of it; null: any. */
    readonly largest_file_mb: number | null;
    readonly depths: readonly string[];
    readonly formats: readonly string[];
  };
  readonly versions: { readonly radare2: string | null; readonly engine: string | null };
  readonly sandbox_tier: ReportedSandbox | null;
}

export function queueView(report: QueueReport): QueueData {
  return {
    queue_depth: {
      waiting: report.waiting,
      active: report.active,
      by_priority: Object.fromEntries(report.byPriority.map((count, priority) => [String(priority), count])),
      unservable: report.unservable,
    },
    active_workers: report.workers,
    average_worker_utilization: report.utilization ?? null,
    average_processing_time_seconds: seconds(report.runMs),
    average_wait_seconds: seconds(report.waitMs),
    recommendation: report.recommendation,
  };
}

export function workerView(worker: WorkerRecord): WorkerData {
  const { engine, concurrency, smallJobSlots = 0, capabilities: has = WORKER_CAPABILITIES } = worker;
  const largestWeight = largestWeightFor(has);
  return {
    worker_id: worker.id,
    host: worker.host,
    registered_at: new Date(worker.registeredAt).toISOString(),
    status: statusOf(worker),
    fault: worker.fault ?? engine?.degraded ?? null,
    heartbeat: new Date(worker.heartbeatAt).toISOString(),
    current_load: worker.load,
    processed_jobs: worker.processedJobs,
    capabilities: {
      concurrency,
      small_job_slots: smallJobSlots,
      has,
      largest_file_mb: largestWeight === undefined ? null : largestWeight / MB,
      depths: ANALYSIS_DEPTHS.filter((depth) => canTake(worker, needsOf({ depth, size: 0 }))),
      formats: EXECUTABLE_FORMATS,
    },
    versions: { radare2: engine?.radare2Version ?? null, engine: engine?.engineVersion ?? null },
    sandbox_tier: engine?.sandbox ?? null,
  };
}

function statusOf({ engine, load, concurrency }: WorkerRecord): WorkerData['status'] {
  if (engine === undefined || engine.degraded !== undefined) return 'faulty';
  if (load === 0) return 'idle';
  return load < concurrency ? 'busy' : 'full';
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds) / SECOND_MS;
}
