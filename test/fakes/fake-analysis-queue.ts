import type { QueuedAnalysis, QueueDepth, WaitingOfNeeds } from '#application/ports/analysis-queue.port';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { JOB_CLASSES, lacking, needsOf, WORKER_CAPABILITIES } from '#domain/jobs/worker-capability';

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

  async depthByNeeds(): Promise<readonly WaitingOfNeeds[]> {
    await Promise.resolve();
    return JOB_CLASSES.map((needs) => {
      const waiting = this.waiting.filter((job) => JSON.stringify(neededBy(job)) === JSON.stringify(needs)).length;
      return { needs, waiting };
    });
  }

  /** Nobody else fills it. */
  unclassified(): Promise<readonly JobId[]> {
    return Promise.resolve([]);
  }

  /** Delivers the next job, or the next for a worker that has no more than `capabilities`. */
  take(capabilities: readonly string[] = WORKER_CAPABILITIES): QueuedAnalysis | undefined {
    const index = this.waiting.findIndex((each) => lacking(capabilities, neededBy(each)).length === 0);
    const [job] = index < 0 ? [] : this.waiting.splice(index, 1);
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

function neededBy({ needs, options, file }: QueuedAnalysis): readonly string[] {
  return needs ?? needsOf({ depth: options.depth, size: file.size });
}
