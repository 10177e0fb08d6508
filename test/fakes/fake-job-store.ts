import type { Clock } from '#application/ports/clock.port';
import type { JobEventKind } from '#application/ports/job-events.port';
import type {
  OwnedJobs,
  OwnedJobsQuery,
  TransitionChange,
  TransitionGuard,
  WaitingLimits,
} from '#application/ports/job-store.port';
import { JobStore, UnknownRecordVersion } from '#application/ports/job-store.port';
import type { StageName } from '#domain/document/stages';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { LiveStatus } from '#domain/jobs/job-status';
import { assertTransition, isTerminal } from '#domain/jobs/job-status';
import { DomainError } from '#domain/shared/domain-error';
import type { Sha256 } from '#domain/shared/sha256';
import { FakeClock } from './fake-clock';
import { FakeJobEvents } from './fake-job-events';

/** Job records in memory. */
export class FakeJobStore extends JobStore {
  private readonly jobs = new Map<JobId, AnalysisJob>();
  /** Those whose records a later version wrote. */
  readonly unreadable = new Set<JobId>();

  constructor(
    private readonly events: FakeJobEvents = new FakeJobEvents(),
    private readonly clock: Clock = new FakeClock(),
  ) {
    super();
  }

  async create(job: AnalysisJob, limits?: WaitingLimits): Promise<void> {
    await Promise.resolve();
    if (this.jobs.has(job.id)) return;
    if (job.status === 'pending' && limits !== undefined) this.admit(job, limits);
    this.save(job, eventOf(job));
  }

  async find(id: JobId): Promise<AnalysisJob | undefined> {
    await Promise.resolve();
    if (this.unreadable.has(id)) throw new UnknownRecordVersion(id, '3', ['1', '2']);
    return this.jobs.get(id);
  }

  async transition(id: JobId, guard: TransitionGuard, change: TransitionChange): Promise<AnalysisJob | undefined> {
    assertTransition(guard.from, change.to);
    await Promise.resolve();
    const job = this.jobs.get(id);
    if (job?.status !== guard.from) return undefined;
    if (guard.workerId !== undefined && job.workerId !== guard.workerId) return undefined;
    const after = moved(job, change, this.clock.now());
    return this.save(after, eventOf(after));
  }

  async findBySample(ownerId: string, sample: Sha256): Promise<AnalysisJob | undefined> {
    await Promise.resolve();
    return [...this.jobs.values()]
      .filter((job) => job.ownerId === ownerId && job.file.sha256 === sample)
      .sort((one, other) => other.createdAt - one.createdAt)[0];
  }

  async remove(id: JobId): Promise<ContentKey | undefined> {
    await Promise.resolve();
    const content = this.jobs.get(id)?.contentKey;
    this.jobs.delete(id);
    return [...this.jobs.values()].some(({ contentKey }) => contentKey === content) ? undefined : content;
  }

  async recordProgress(id: JobId, workerId: string, stage: StageName, percent: number): Promise<void> {
    await Promise.resolve();
    const job = this.jobs.get(id);
    if (job?.status !== 'processing' || job.workerId !== workerId) return;
    const progress = Math.max(job.progress, Math.round(Math.min(100, Math.max(0, percent))));
    const after = { ...job, stage, progress, updatedAt: this.clock.now() };
    if (stage !== job.stage) this.save(after, 'stage');
    if (progress !== job.progress) this.save(after, 'progress');
    this.jobs.set(id, after);
  }

  async listLive(status: LiveStatus, before: number, limit: number, from = -Infinity): Promise<readonly JobId[]> {
    await Promise.resolve();
    return [...this.jobs.values()]
      .filter((job) => job.status === status && job.updatedAt < before && job.updatedAt >= from)
      .sort((one, other) => one.updatedAt - other.updatedAt)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async listOwned(ownerId: string, query: OwnedJobsQuery): Promise<OwnedJobs> {
    const { status, since = 0, offset, limit, verdict, minRisk, sha256 } = query;
    await Promise.resolve();
    const jobs = [...this.jobs.values()]
      .filter((job) => job.ownerId === ownerId && job.createdAt >= since)
      .filter((job) => status === undefined || job.status === status)
      .filter((job) => verdict === undefined || job.assessment?.verdict === verdict)
      .filter((job) => minRisk === undefined || (job.assessment?.risk ?? -1) >= minRisk)
      .filter((job) => sha256 === undefined || job.file.sha256 === sha256)
      .sort((one, other) => other.createdAt - one.createdAt);
    return { jobs: jobs.slice(offset, offset + limit), total: jobs.length };
  }

  /** The records of a week ago are no longer kept. */
  expire(id: JobId): void {
    this.jobs.delete(id);
  }

  private admit({ ownerId }: AnalysisJob, { inAll, perOwner }: WaitingLimits): void {
    const waiting = [...this.jobs.values()].filter(({ status }) => status === 'pending');
    const own = waiting.filter((job) => job.ownerId === ownerId);
    if (waiting.length >= inAll || own.length >= perOwner) throw new DomainError('QUEUE_FULL', 'Too many jobs wait.');
  }

  private save(job: AnalysisJob, kind: JobEventKind): AnalysisJob {
    this.jobs.set(job.id, job);
    this.events.publish(kind, job, this.clock.now());
    return job;
  }
}

function eventOf({ status }: AnalysisJob): JobEventKind {
  return status === 'pending' || status === 'processing' ? 'status' : status;
}

type Draft = { -readonly [Name in keyof AnalysisJob]: AnalysisJob[Name] };

function moved(job: AnalysisJob, { to, lost, ...facts }: TransitionChange, now: number): AnalysisJob {
  const draft: Draft = { ...job, ...facts, status: to, updatedAt: now };
  if (to === 'processing') Object.assign(draft, { startedAt: now, attempts: job.attempts + 1, progress: 0 });
  if (to === 'completed') draft.progress = 100;
  if (isTerminal(to)) {
    draft.completedAt = now;
    delete draft.stage;
  }
  if (to === 'pending') {
    draft.progress = 0;
    if (lost === true) draft.lostWorkers = (job.lostWorkers ?? 0) + 1;
    delete draft.workerId;
    delete draft.carriedBy;
    delete draft.startedAt;
    delete draft.stage;
  }
  return draft;
}
