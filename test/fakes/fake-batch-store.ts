import type { OwnedBatches } from '#application/ports/batch-store.port';
import { BatchStore } from '#application/ports/batch-store.port';
import type { Batch, BatchEntry } from '#domain/batches/batch';
import type { JobId } from '#domain/jobs/analysis-job';

const ALIVE_MS = 15_000;
const KEEP_MS = 30 * 86_400_000;

interface Kept extends Pick<Batch, 'id' | 'ownerId' | 'createdAt'> {
  readonly entries: BatchEntry[];
  readonly since: number;
  aliveUntil: number;
  finished: boolean;
}

/** Batches in memory. */
export class FakeBatchStore extends BatchStore {
  private readonly kept = new Map<JobId, Kept>();
  private now = 0;

  pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    return Promise.resolve();
  }

  create(batch: Pick<Batch, 'id' | 'ownerId' | 'createdAt'>): Promise<void> {
    const aliveUntil = this.now + ALIVE_MS;
    this.kept.set(batch.id, { ...batch, entries: [], since: this.now, aliveUntil, finished: false });
    return Promise.resolve();
  }

  renew(id: JobId): Promise<void> {
    this.of(id).aliveUntil = this.now + ALIVE_MS;
    return Promise.resolve();
  }

  add(id: JobId, entry: BatchEntry): Promise<number> {
    return Promise.resolve(this.of(id).entries.push(entry) - 1);
  }

  replace(id: JobId, place: number, entry: BatchEntry): Promise<void> {
    this.of(id).entries[place] = entry;
    return Promise.resolve();
  }

  finish(id: JobId): Promise<void> {
    this.of(id).finished = true;
    return Promise.resolve();
  }

  async find(id: JobId): Promise<Batch | undefined> {
    const found = this.kept.get(id);
    if (found === undefined || found.since + KEEP_MS <= this.now) return Promise.resolve(undefined);
    const { ownerId, createdAt, entries, aliveUntil, finished } = found;
    const state = finished ? 'received' : aliveUntil > this.now ? 'receiving' : 'interrupted';
    return Promise.resolve({ id, ownerId, createdAt, state, entries: [...entries] });
  }

  async listOwned(ownerId: string, offset: number, limit: number): Promise<OwnedBatches> {
    const owned = [...this.kept.values()]
      .filter((batch) => batch.ownerId === ownerId)
      .sort((one, other) => other.createdAt - one.createdAt);
    const found = await Promise.all(owned.slice(offset, offset + limit).map(({ id }) => this.find(id)));
    return { batches: found.filter((batch) => batch !== undefined), total: owned.length };
  }

  private of(id: JobId): Kept {
    const found = this.kept.get(id);
    if (found === undefined) throw new Error(`There is no batch ${id}`);
    return found;
  }
}
