import { Injectable } from '@nestjs/common';
import type { ChainableCommander } from 'ioredis';

import type { OwnedBatches } from '#application/ports/batch-store.port';
import { BatchStore } from '#application/ports/batch-store.port';
import type { Batch, BatchEntry, BatchRecord, BatchState, BatchSummary } from '#domain/batches/batch';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { ENDED_STATUSES } from '#domain/jobs/job-status';
import { DAY_SECONDS, SECOND_MS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { aliveKey, batchKey, entriesKey, openKey, outcomesKey, ownedKey } from './batch-keys';
import { RedisEndedBatches } from './redis-ended-batches';

const KEEP_SECONDS = 30 * DAY_SECONDS;
const ALIVE_MS = 15 * SECOND_MS;

/** A hash of what never changes, the state and counts; a list of the entries as JSON; beside them which jobs are open, how others ended. */
@Injectable()
export class RedisBatchStore extends BatchStore {
  constructor(
    private readonly connections: RedisConnections,
    private readonly ended: RedisEndedBatches,
  ) {
    super();
  }

  async create({ id, ownerId, createdAt }: Omit<BatchRecord, 'state'>): Promise<void> {
    await askRedis('create a batch', async () => {
      const { commands } = this.connections;
      const owned = ownedKey(ownerId);
      // The index first: what it names without a record is passed over, what it does not name would never be found.
      await commands.zadd(owned, createdAt, id);
      await commands.zremrangebyscore(owned, '-inf', createdAt - KEEP_SECONDS * SECOND_MS);
      await commands.expire(owned, KEEP_SECONDS);
      await this.ended.expect(id);
      const facts = { id, owner_id: ownerId, created_at: createdAt, total: 0, state: 'receiving' satisfies BatchState };
      await this.change(id, (multi) => multi.hset(batchKey(id), facts).set(aliveKey(id), '', 'PX', ALIVE_MS));
    });
  }

  async renew(id: JobId): Promise<void> {
    await askRedis('renew a batch', () => this.connections.commands.set(aliveKey(id), '', 'PX', ALIVE_MS));
  }

  async add(id: JobId, entry: BatchEntry): Promise<number> {
    return askRedis('add to a batch', async () => {
      // Together: a list without an end would stay for ever.
      const [count] = await this.change(id, (multi) => {
        multi.rpush(entriesKey(id), JSON.stringify(entry)).hincrby(batchKey(id), 'total', 1);
        if (entry.refusal !== undefined) multi.hincrby(batchKey(id), 'refused', 1);
        if (entry.jobId !== undefined) multi.sadd(openKey(id), entry.jobId).expire(openKey(id), KEEP_SECONDS);
        return multi.expire(entriesKey(id), KEEP_SECONDS);
      });
      if (typeof count !== 'number') throw new Error('Redis did not say where the entry stands');
      return count - 1;
    });
  }

  async refuse(id: JobId, place: number, job: JobId, entry: BatchEntry): Promise<void> {
    await askRedis('change a batch', () =>
      this.change(id, (multi) =>
        multi
          .lset(entriesKey(id), place, JSON.stringify(entry))
          .srem(openKey(id), job)
          .hincrby(batchKey(id), 'refused', 1),
      ),
    );
  }

  async finish(id: JobId): Promise<void> {
    await askRedis('finish a batch', async () => {
      const [, open] = await this.change(id, (multi) =>
        multi.hset(batchKey(id), { state: 'received' satisfies BatchState }).scard(openKey(id)),
      );
      if (open === 0) await this.ended.enter(id);
    });
  }

  async find(id: JobId): Promise<Batch | undefined> {
    return askRedis('read a batch', async () => {
      const { commands } = this.connections;
      const [record, entries, outcomes] = await Promise.all([
        this.record(id),
        commands.lrange(entriesKey(id), 0, -1),
        commands.hgetall(outcomesKey(id)),
      ]);
      if (record === undefined) return undefined;
      const known = entries.map((text) => {
        const entry = JSON.parse(text) as BatchEntry;
        const outcome = ENDED_STATUSES.find((status) => status === outcomes[entry.jobId ?? '']);
        return { ...entry, ...(outcome !== undefined && { outcome }) };
      });
      return { ...record.facts, entries: known };
    });
  }

  async listOwned(ownerId: string, offset: number, limit: number): Promise<OwnedBatches> {
    return askRedis('list the batches of a key', async () => {
      const { commands } = this.connections;
      const owned = ownedKey(ownerId);
      const ids = await commands.zrevrange(owned, offset, offset + limit - 1);
      const found = await Promise.all(ids.flatMap((text) => parseJobId(text) ?? []).map((id) => this.summary(id)));
      return { batches: found.filter((batch) => batch !== undefined), total: await commands.zcard(owned) };
    });
  }

  async forget({ id, ownerId }: Pick<BatchRecord, 'id' | 'ownerId'>): Promise<void> {
    await askRedis('forget a batch', async () => {
      const { commands } = this.connections;
      await commands.del(batchKey(id), entriesKey(id), openKey(id), outcomesKey(id), aliveKey(id));
      await this.ended.takeOut(id);
      await commands.zrem(ownedKey(ownerId), id);
    });
  }

  private async summary(id: JobId): Promise<BatchSummary | undefined> {
    const [record, open] = await Promise.all([this.record(id), this.connections.commands.smembers(openKey(id))]);
    if (record === undefined) return undefined;
    const count = (name: string): number => Number(record.fields[name] ?? 0);
    const [completed, failed, cancelled, refused] = ['completed', 'failed', 'cancelled', 'refused'].map(count);
    return {
      ...record.facts,
      total: count('total'),
      counts: { completed: completed ?? 0, failed: failed ?? 0, cancelled: cancelled ?? 0, refused: refused ?? 0 },
      open: open.flatMap((text) => parseJobId(text) ?? []),
    };
  }

  private async record(
    id: JobId,
  ): Promise<{ readonly facts: BatchRecord; readonly fields: Readonly<Record<string, string>> } | undefined> {
    const { commands } = this.connections;
    const [fields, alive] = await Promise.all([commands.hgetall(batchKey(id)), commands.exists(aliveKey(id))]);
    const { owner_id: ownerId, created_at: createdAt } = fields;
    if (ownerId === undefined || createdAt === undefined) return undefined;
    const state = fields['state'] === 'received' ? 'received' : alive === 1 ? 'receiving' : 'interrupted';
    return { facts: { id, ownerId, createdAt: Number(createdAt), state }, fields };
  }

  /** All of it or nothing; resolves to the answers. Whatever it writes goes with the batch. */
  private async change(
    id: JobId,
    commands: (multi: ChainableCommander) => ChainableCommander,
  ): Promise<readonly unknown[]> {
    const replies = await commands(this.connections.commands.multi()).expire(batchKey(id), KEEP_SECONDS).exec();
    const fault = replies?.find(([error]) => error !== null)?.[0];
    if (fault !== undefined && fault !== null) throw fault;
    return (replies ?? []).map(([, reply]) => reply);
  }
}
