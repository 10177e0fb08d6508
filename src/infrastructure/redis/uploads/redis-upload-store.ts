import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import type { ArrivedFile, SignedUpload, UploadState } from '#application/ports/upload-store.port';
import { UPLOAD_STATES, UploadStore } from '#application/ports/upload-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';

const SECRET = 'uploads:secret';
const SECRET_BYTES = 32;

const uploadKey = (id: JobId): string => `upload:{${id}}`;

/** Is there for as long as a beginning may last. */
const underWayKey = (id: JobId): string => `${uploadKey(id)}:under-way`;

/** ARGV: name of the beginning, how long it may last in ms. Answers 1 when it has begun. */
const BEGIN = new RedisScript(`
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'awaited' and not (state == 'arriving' and redis.call('EXISTS', KEYS[2]) == 0) then return 0 end
redis.call('HSET', KEYS[1], 'state', 'arriving', 'begun', ARGV[1])
redis.call('SET', KEYS[2], '', 'PX', ARGV[2])
return 1`);

/** ARGV: name of the beginning, to, file or '', life in ms. Answers 1 when the step was taken. */
const SETTLE = new RedisScript(`
local state, begun = unpack(redis.call('HMGET', KEYS[1], 'state', 'begun'))
if state ~= 'arriving' or begun ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
redis.call('DEL', KEYS[2])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'file', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
return 1`);

/** Answers 1 when the step was taken. */
const TAKE = new RedisScript(`
if redis.call('HGET', KEYS[1], 'state') ~= 'received' then return 0 end
redis.call('HSET', KEYS[1], 'state', 'used')
return 1`);

/** One hash for each upload: what was announced, how far it is, what arrived. */
@Injectable()
export class RedisUploadStore extends UploadStore {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async create(upload: Omit<SignedUpload, 'state' | 'file'>, lifeMs: number): Promise<void> {
    const key = uploadKey(upload.id);
    await askRedis('create an upload', () =>
      this.connections.commands
        .multi()
        .hset(key, { announced: JSON.stringify(upload), state: 'awaited' satisfies UploadState })
        .pexpire(key, lifeMs)
        .exec(),
    );
  }

  async find(id: JobId): Promise<SignedUpload | undefined> {
    return askRedis('read an upload', async () => {
      const { announced, state, file } = await this.connections.commands.hgetall(uploadKey(id));
      const known = UPLOAD_STATES.find((name) => name === state);
      if (announced === undefined || known === undefined) return undefined;
      return {
        ...(JSON.parse(announced) as Omit<SignedUpload, 'state' | 'file'>),
        state: known,
        ...(file !== undefined && { file: JSON.parse(file) as ArrivedFile }),
      };
    });
  }

  async begin(id: JobId, mayLastMs: number): Promise<string | undefined> {
    const begun = randomUUID();
    return (await this.step(BEGIN, id, [begun, mayLastMs])) ? begun : undefined;
  }

  settle(id: JobId, begun: string, file: ArrivedFile | undefined, lifeMs: number): Promise<boolean> {
    const to: UploadState = file === undefined ? 'awaited' : 'received';
    return this.step(SETTLE, id, [begun, to, file === undefined ? '' : JSON.stringify(file), lifeMs]);
  }

  take(id: JobId): Promise<boolean> {
    return this.step(TAKE, id, []);
  }

  async secret(): Promise<Uint8Array> {
    return askRedis('read the secret of the uploads', async () => {
      const { commands } = this.connections;
      const known = await commands.get(SECRET);
      if (known !== null) return Buffer.from(known, 'hex');
      await commands.set(SECRET, randomBytes(SECRET_BYTES).toString('hex'), 'NX');
      return Buffer.from((await commands.get(SECRET)) ?? '', 'hex');
    });
  }

  private async step(script: RedisScript, id: JobId, args: readonly (string | number)[]): Promise<boolean> {
    return askRedis('move an upload', async () => {
      return (await script.run(this.connections.commands, [uploadKey(id), underWayKey(id)], args)) === 1;
    });
  }
}
