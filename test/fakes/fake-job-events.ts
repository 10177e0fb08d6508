import { JobEvents } from '#application/ports/job-events.port';
import type { JobEvent } from '#application/ports/job-events.port';
import type { JobId } from '#domain/analysis/analysis-job';

/** Give it to a `FakeJobStore`, and it tells what happens there. */
export class FakeJobEvents extends JobEvents {
  private readonly listeners = new Map<JobId, Set<(event: JobEvent) => void>>();

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

  publish(event: JobEvent): void {
    for (const listener of [...(this.listeners.get(event.jobId) ?? [])]) listener(event);
  }
}
