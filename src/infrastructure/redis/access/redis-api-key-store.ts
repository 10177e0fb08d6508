import { Injectable } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import type { ApiKey, KeyId } from '#domain/access/api-key';
import type { KeyDigest } from '#domain/access/key-secret';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { fromApiKeyRecord, toApiKeyRecord } from './api-key-record';

const ALL_KEYS = 'api_keys';

const recordKey = (digest: KeyDigest): string => `api_key:{${digest}}`;
const idKey = (id: KeyId): string => `api_key_id:{${id}}`;

// Each works on one record alone (KEYS[1]), so it runs on any node of a cluster.

/** ARGV: field, value, … Answers 1, or 0 when the record was there. */
const CREATE = new RedisScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV))
return 1`);

/** ARGV: time. */
const REVOKE = new RedisScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSETNX', KEYS[1], 'revoked_at', ARGV[1])`);

/** ARGV: time. */
const RECORD_USE = new RedisScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSET', KEYS[1], 'last_used_at', ARGV[1])`);

/** A hash for each key under its digest, the way from its id to it, and a set of all ids by time. Nothing is held in memory. */
@Injectable()
export class RedisApiKeyStore extends ApiKeyStore {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async create(key: ApiKey, digest: KeyDigest): Promise<boolean> {
    const { commands } = this.connections;
    return askRedis('create a key', async () => {
      // The record last: until it is there the key opens nothing, and what names it is skipped.
      await Promise.all([
        commands.zadd(ALL_KEYS, 'NX', key.createdAt, key.id),
        commands.set(idKey(key.id), digest, 'NX'),
      ]);
      return (
        (await CREATE.run(commands, [recordKey(digest)], Object.entries(toApiKeyRecord(key, digest)).flat())) === 1
      );
    });
  }

  async findByDigest(digest: KeyDigest): Promise<ApiKey | undefined> {
    return askRedis('read a key', async () => {
      const record = await this.connections.commands.hgetall(recordKey(digest));
      return fromApiKeyRecord(record, digest);
    });
  }

  async find(id: KeyId): Promise<ApiKey | undefined> {
    const digest = await askRedis('find a key', () => this.connections.commands.get(idKey(id)));
    return digest === null ? undefined : this.findByDigest(digest as KeyDigest);
  }

  async revoke(id: KeyId, at: number): Promise<ApiKey | undefined> {
    const { commands } = this.connections;
    return askRedis('revoke a key', async () => {
      const digest = (await commands.get(idKey(id))) as KeyDigest | null;
      if (digest === null) return undefined;
      await REVOKE.run(commands, [recordKey(digest)], [at]);
      return this.findByDigest(digest);
    });
  }

  async recordUse(digest: KeyDigest, at: number): Promise<void> {
    await askRedis('record the use of a key', () =>
      RECORD_USE.run(this.connections.commands, [recordKey(digest)], [at]),
    );
  }

  async list(offset: number, limit: number): Promise<{ readonly keys: readonly ApiKey[]; readonly total: number }> {
    const { commands } = this.connections;
    return askRedis('list the keys', async () => {
      const [ids, total] = await Promise.all([
        commands.zrevrange(ALL_KEYS, offset, offset + limit - 1),
        commands.zcard(ALL_KEYS),
      ]);
      const keys = await Promise.all(ids.map((id) => this.find(id as KeyId)));
      return { keys: keys.filter((key) => key !== undefined), total };
    });
  }
}
