import type { OwnedBatches } from '#application/ports/batch-store.port';
import { BatchStore } from '#application/ports/batch-store.port';
import type { EndedBatches } from '#application/ports/ended-batches.port';
import type { Batch, BatchEntry, BatchRecord, BatchSummary } from '#domain/batches/batch';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import type { EndedStatus } from '#domain/jobs/job-status';
import { ENDED_STATUSES } from '#domain/jobs/job-status';

const ALIVE_MS = 15_000;
const LONGEST_MS = 15 * 60_000;
const KEEP_MS = 30 * 86_400_000;

interface Kept extends Omit<BatchRecord, 'state'> {
  readonly entries: BatchEntry[];
  readonly open: Set<JobId>;
  readonly outcomes: Map<JobId, EndedStatus>;
  readonly since: number;
  aliveUntil: number;
  finished: boolean;
}

/** Batches in memory, and which of them may have ended. */
export class FakeBatchStore extends BatchStore implements EndedBatches {
  private readonly kept = new Map<JobId, Kept>();
  private readonly dueAt = new Map<JobId, number>();
  private now = 0;

  pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    return Promise.resolve();
  }

  create(batch: Omit<BatchRecord, 'state'>): Promise<void> {
    const times = { since: this.now, aliveUntil: this.now + ALIVE_MS };
    this.kept.set(batch.id, {
      ...batch,
      ...times,
      ...{ entries: [], open: new Set(), outcomes: new Map(), finished: false },
    });
    this.dueAt.set(batch.id, this.now + LONGEST_MS);
    return Promise.resolve();
  }

  renew(id: JobId): Promise<void> {
    this.of(id).aliveUntil = this.now + ALIVE_MS;
    return Promise.resolve();
  }

  add(id: JobId, entry: BatchEntry): Promise<number> {
    if (entry.jobId !== undefined) this.of(id).open.add(entry.jobId);
    return Promise.resolve(this.of(id).entries.push(entry) - 1);
  }

  refuse(id: JobId, place: number, job: JobId, entry: BatchEntry): Promise<void> {
    this.of(id).entries[place] = entry;
    this.of(id).open.delete(job);
    return Promise.resolve();
  }

  finish(id: JobId): Promise<void> {
    this.of(id).finished = true;
    this.enterIfOver(id);
    return Promise.resolve();
  }

  /** As the job store does of each job that has ended. */
  settle({ id, batchId, status }: AnalysisJob): Promise<void> {
    const batch = batchId === undefined ? undefined : this.kept.get(batchId);
    const outcome = ENDED_STATUSES.find((ended) => ended === status);
    if (batch === undefined || outcome === undefined) return Promise.resolve();
    if (batch.open.delete(id)) batch.outcomes.set(id, outcome);
    this.enterIfOver(batch.id);
    return Promise.resolve();
  }

  async find(id: JobId): Promise<Batch | undefined> {
    const found = this.kept.get(id);
    if (found === undefined || found.since + KEEP_MS <= this.now) return Promise.resolve(undefined);
    const entries = found.entries.map((entry) => {
      const outcome = entry.jobId === undefined ? undefined : found.outcomes.get(entry.jobId);
      return { ...entry, ...(outcome !== undefined && { outcome }) };
    });
    return Promise.resolve({ ...this.record(found), entries });
  }

  async listOwned(ownerId: string, offset: number, limit: number): Promise<OwnedBatches> {
    const owned = [...this.kept.values()]
      .filter((batch) => batch.ownerId === ownerId)
      .sort((one, other) => other.createdAt - one.createdAt);
    const batches = owned.slice(offset, offset + limit).map((batch) => this.summary(batch));
    return Promise.resolve({ batches, total: owned.length });
  }

  forget({ id }: Pick<BatchRecord, 'id'>): Promise<void> {
    this.kept.delete(id);
    this.dueAt.delete(id);
    return Promise.resolve();
  }

  list(limit: number): Promise<readonly JobId[]> {
    const due = [...this.dueAt].filter(([, at]) => at <= this.now).sort(([, one], [, other]) => one - other);
    return Promise.resolve(due.slice(0, limit).map(([id]) => id));
  }

  postpone(id: JobId, milliseconds: number): Promise<void> {
    this.dueAt.set(id, this.now + milliseconds);
    return Promise.resolve();
  }

  takeOut(id: JobId): Promise<void> {
    this.dueAt.delete(id);
    return Promise.resolve();
  }

  private enterIfOver(id: JobId): void {
    const { finished, open } = this.of(id);
    if (finished && open.size === 0) this.dueAt.set(id, this.now);
  }

  private summary(batch: Kept): BatchSummary {
    const outcomes = [...batch.outcomes.values()];
    const count = (status: EndedStatus): number => outcomes.filter((outcome) => outcome === status).length;
    const refused = batch.entries.filter(({ refusal }) => refusal !== undefined).length;
    return {
      ...this.record(batch),
      total: batch.entries.length,
      counts: { completed: count('completed'), failed: count('failed'), cancelled: count('cancelled'), refused },
      open: [...batch.open],
    };
  }

  private record({ id, ownerId, createdAt, aliveUntil, finished }: Kept): BatchRecord {
    const state = finished ? 'received' : aliveUntil > this.now ? 'receiving' : 'interrupted';
    return { id, ownerId, createdAt, state };
  }

  private of(id: JobId): Kept {
    const found = this.kept.get(id);
    if (found === undefined) throw new Error(`There is no batch ${id}`);
    return found;
  }
}
