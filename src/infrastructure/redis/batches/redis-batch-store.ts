import { Injectable } from '@nestjs/common';

import type { OwnedBatches } from '#application/ports/batch-store.port';
import { BatchStore } from '#application/ports/batch-store.port';
import type { Batch, BatchEntry, BatchState } from '#domain/batches/batch';
import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DAY_SECONDS, SECOND_MS } from '#domain/shared/quantities';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';

const KEEP_SECONDS = 30 * DAY_SECONDS;
const ALIVE_MS = 15 * SECOND_MS;

const batchKey = (id: JobId): string => `jobs:batch:{${id}}`;
const entriesKey = (id: JobId): string => `${batchKey(id)}:entries`;
/** Is there for as long as somebody takes it in. */
const aliveKey = (id: JobId): string => `${batchKey(id)}:alive`;
/** Batches of one API key, by their time. */
const ownedKey = (ownerId: string): string => `user:{${ownerId}}:batches`;

/** A hash of what never changes and the state, a list of the entries as JSON. */
@Injectable()
export class RedisBatchStore extends BatchStore {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async create({ id, ownerId, createdAt }: Pick<Batch, 'id' | 'ownerId' | 'createdAt'>): Promise<void> {
    await askRedis('create a batch', async () => {
      const { commands } = this.connections;
      const owned = ownedKey(ownerId);
      // The index first: what it names without a record is passed over, what it does not name would never be found.
      await commands.zadd(owned, createdAt, id);
      await commands.zremrangebyscore(owned, '-inf', createdAt - KEEP_SECONDS * SECOND_MS);
      await commands.expire(owned, KEEP_SECONDS);
      await commands
        .multi()
        .hset(batchKey(id), { id, owner_id: ownerId, created_at: createdAt, state: 'receiving' satisfies BatchState })
        .expire(batchKey(id), KEEP_SECONDS)
        .set(aliveKey(id), '', 'PX', ALIVE_MS)
        .exec();
    });
  }

  async renew(id: JobId): Promise<void> {
    await askRedis('renew a batch', () => this.connections.commands.set(aliveKey(id), '', 'PX', ALIVE_MS));
  }

  async add(id: JobId, entry: BatchEntry): Promise<number> {
    return askRedis('add to a batch', async () => {
      // Together: a list without an end would stay for ever.
      const replies = await this.connections.commands
        .multi()
        .rpush(entriesKey(id), JSON.stringify(entry))
        .expire(entriesKey(id), KEEP_SECONDS)
        .exec();
      const [fault, count] = replies?.[0] ?? [];
      if (typeof count !== 'number') throw fault ?? new Error('Redis did not say where the entry stands');
      return count - 1;
    });
  }

  async replace(id: JobId, place: number, entry: BatchEntry): Promise<void> {
    await askRedis('change a batch', () =>
      this.connections.commands.lset(entriesKey(id), place, JSON.stringify(entry)),
    );
  }

  async finish(id: JobId): Promise<void> {
    await askRedis('finish a batch', () =>
      this.connections.commands.hset(batchKey(id), { state: 'received' satisfies BatchState }),
    );
  }

  async find(id: JobId): Promise<Batch | undefined> {
    return askRedis('read a batch', async () => {
      const { commands } = this.connections;
      const [record, entries, alive] = await Promise.all([
        commands.hgetall(batchKey(id)),
        commands.lrange(entriesKey(id), 0, -1),
        commands.exists(aliveKey(id)),
      ]);
      const { owner_id: ownerId, created_at: createdAt, state } = record;
      if (ownerId === undefined || createdAt === undefined) return undefined;
      return {
        id,
        ownerId,
        createdAt: Number(createdAt),
        state: state === 'received' ? state : alive === 1 ? 'receiving' : 'interrupted',
        entries: entries.map((text) => JSON.parse(text) as BatchEntry),
      };
    });
  }

  async listOwned(ownerId: string, offset: number, limit: number): Promise<OwnedBatches> {
    return askRedis('list the batches of a key', async () => {
      const { commands } = this.connections;
      const owned = ownedKey(ownerId);
      const ids = await commands.zrevrange(owned, offset, offset + limit - 1);
      const found = await Promise.all(ids.flatMap((text) => parseJobId(text) ?? []).map((id) => this.find(id)));
      return { batches: found.filter((batch) => batch !== undefined), total: await commands.zcard(owned) };
    });
  }
}
