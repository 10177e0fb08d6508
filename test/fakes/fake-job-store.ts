import type { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import type { TransitionChange, TransitionGuard } from '#application/ports/job-store.port';
import type { StageName } from '#domain/analysis/analysis-document';
import type { AnalysisJob, JobId } from '#domain/analysis/analysis-job';
import { assertTransition, isTerminal } from '#domain/analysis/job-status';
import { FakeClock } from './fake-clock';
import { FakeJobEvents } from './fake-job-events';

/** Job records in memory. */
export class FakeJobStore extends JobStore {
  private readonly jobs = new Map<JobId, AnalysisJob>();

  constructor(
    private readonly events: FakeJobEvents = new FakeJobEvents(),
    private readonly clock: Clock = new FakeClock(),
  ) {
    super();
  }

  async create(job: AnalysisJob): Promise<void> {
    await Promise.resolve();
    if (!this.jobs.has(job.id)) this.jobs.set(job.id, job);
  }

  async find(id: JobId): Promise<AnalysisJob | undefined> {
    await Promise.resolve();
    return this.jobs.get(id);
  }

  async transition(id: JobId, guard: TransitionGuard, change: TransitionChange): Promise<AnalysisJob | undefined> {
    assertTransition(guard.from, change.to);
    await Promise.resolve();
    const job = this.jobs.get(id);
    if (job?.status !== guard.from) return undefined;
    if (guard.workerId !== undefined && job.workerId !== guard.workerId) return undefined;
    return this.save(moved(job, change, this.clock.now()));
  }

  async recordProgress(id: JobId, workerId: string, stage: StageName, percent: number): Promise<void> {
    await Promise.resolve();
    const job = this.jobs.get(id);
    if (job?.status !== 'processing' || job.workerId !== workerId) return;
    const progress = Math.max(job.progress, Math.round(Math.min(100, Math.max(0, percent))));
    this.save({ ...job, stage, progress, updatedAt: this.clock.now() });
  }

  async listLive(status: 'pending' | 'processing', before: number, limit: number): Promise<readonly JobId[]> {
    await Promise.resolve();
    return [...this.jobs.values()]
      .filter((job) => job.status === status && job.updatedAt < before)
      .sort((one, other) => one.updatedAt - other.updatedAt)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  private save(job: AnalysisJob): AnalysisJob {
    this.jobs.set(job.id, job);
    this.events.publish({ jobId: job.id, status: job.status, progress: job.progress });
    return job;
  }
}

type Draft = { -readonly [Name in keyof AnalysisJob]: AnalysisJob[Name] };

function moved(job: AnalysisJob, { to, ...facts }: TransitionChange, now: number): AnalysisJob {
  const draft: Draft = { ...job, ...facts, status: to, updatedAt: now };
  if (to === 'processing') Object.assign(draft, { startedAt: now, attempts: job.attempts + 1, progress: 0 });
  if (to === 'completed') draft.progress = 100;
  if (isTerminal(to)) draft.completedAt = now;
  if (to === 'pending') {
    draft.progress = 0;
    delete draft.workerId;
    delete draft.startedAt;
    delete draft.stage;
  }
  return draft;
}
