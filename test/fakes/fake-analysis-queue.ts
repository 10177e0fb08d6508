import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import type { QueueDepth, QueuedAnalysis } from '#application/ports/analysis-queue.port';
import type { JobId } from '#domain/analysis/analysis-job';

/** A queue in memory; the test is its worker: it takes jobs and finishes them. */
export class FakeAnalysisQueue extends AnalysisQueue {
  private readonly waiting: QueuedAnalysis[] = [];
  private readonly active = new Map<JobId, QueuedAnalysis>();

  async enqueue(job: QueuedAnalysis): Promise<void> {
    await Promise.resolve();
    if (this.has(job.id)) return;
    const behind = this.waiting.findIndex(({ priority }) => priority < job.priority);
    this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, job);
  }

  async holds(id: JobId): Promise<boolean> {
    await Promise.resolve();
    return this.has(id);
  }

  async position(id: JobId): Promise<number | undefined> {
    await Promise.resolve();
    const index = this.waiting.findIndex((job) => job.id === id);
    return index < 0 ? undefined : index;
  }

  async depth(): Promise<QueueDepth> {
    await Promise.resolve();
    return { waiting: this.waiting.length, active: this.active.size };
  }

  /** Delivers the next job. */
  take(): QueuedAnalysis | undefined {
    const job = this.waiting.shift();
    if (job !== undefined) this.active.set(job.id, job);
    return job;
  }

  /** A delivered job has been dealt with. */
  finish(id: JobId): void {
    this.active.delete(id);
  }

  private has(id: JobId): boolean {
    return this.active.has(id) || this.waiting.some((job) => job.id === id);
  }
}
