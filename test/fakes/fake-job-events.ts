import type { JobEvent, JobEventKind } from '#application/ports/job-events.port';
import { JobEvents } from '#application/ports/job-events.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';

const KEPT = 500;

/** Give it to a `FakeJobStore`, and it tells what happens there. */
export class FakeJobEvents extends JobEvents {
  private readonly listeners = new Map<JobId, Set<(event: JobEvent) => void>>();
  private readonly told = new Map<JobId, JobEvent[]>();

  async subscribe(id: JobId, listener: (event: JobEvent) => void): Promise<() => void> {
    await Promise.resolve();
    const own = (event: JobEvent): void => {
      listener(event);
    };
    this.listeners.set(id, (this.listeners.get(id) ?? new Set()).add(own));
    return () => {
      this.listeners.get(id)?.delete(own);
    };
  }

  async replay(id: JobId, after: number): Promise<readonly JobEvent[]> {
    await Promise.resolve();
    return (this.told.get(id) ?? []).slice(-KEPT).filter((event) => event.id > after);
  }

  /** An hour after the end. */
  forget(id: JobId): void {
    this.told.set(id, (this.told.get(id) ?? []).slice(-1));
  }

  publish(kind: JobEventKind, { id: jobId, status, progress, stage, error }: AnalysisJob, at: number): void {
    const before = this.told.get(jobId) ?? [];
    const event: JobEvent = {
      id: (before.at(-1)?.id ?? 0) + 1,
      jobId,
      kind,
      status,
      progress,
      ...(stage !== undefined && { stage }),
      ...(error !== undefined && { error }),
      at,
    };
    this.told.set(jobId, [...before, event]);
    for (const listener of [...(this.listeners.get(jobId) ?? [])]) listener(event);
  }
}
