import type { QueuedAnalysis, QueueDepth } from '#application/ports/analysis-queue.port';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import type { JobId } from '#domain/jobs/analysis-job';

/** A queue in memory; the test is its worker: it takes jobs and finishes them. */
export class FakeAnalysisQueue extends AnalysisQueue {
  private readonly waiting: QueuedAnalysis[] = [];
  private readonly active = new Map<JobId, QueuedAnalysis>();

  async enqueue(job: QueuedAnalysis): Promise<void> {
    await Promise.resolve();
    if (!this.has(job.id)) this.insert(job);
  }

  async raise(id: JobId, priority: number): Promise<boolean> {
    await Promise.resolve();
    const job = this.waiting.find((waiting) => waiting.id === id);
    if (job === undefined || job.priority >= priority) return false;
    this.waiting.splice(this.waiting.indexOf(job), 1);
    this.insert({ ...job, priority });
    return true;
  }

  async withdraw(id: JobId): Promise<void> {
    await Promise.resolve();
    const index = this.waiting.findIndex((job) => job.id === id);
    if (index >= 0) this.waiting.splice(index, 1);
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

  async depthByPriority(): Promise<readonly number[]> {
    await Promise.resolve();
    return Array.from({ length: 11 }, (_, priority) => this.waiting.filter((job) => job.priority === priority).length);
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

  private insert(job: QueuedAnalysis): void {
    const behind = this.waiting.findIndex(({ priority }) => priority < job.priority);
    this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, job);
  }

  private has(id: JobId): boolean {
    return this.active.has(id) || this.waiting.some((job) => job.id === id);
  }
}
