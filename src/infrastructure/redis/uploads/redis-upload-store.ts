import { randomBytes } from 'node:crypto';
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

/** ARGV: from, to, life in ms or '', file or ''. Answers 1 when the step was taken. */
const STEP = new RedisScript(`
if redis.call('HGET', KEYS[1], 'state') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'file', ARGV[4]) end
if ARGV[3] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
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

  begin(id: JobId): Promise<boolean> {
    return this.step(id, 'awaited', 'arriving');
  }

  async settle(id: JobId, file: ArrivedFile | undefined, lifeMs: number): Promise<void> {
    if (file === undefined) await this.step(id, 'arriving', 'awaited');
    else await this.step(id, 'arriving', 'received', String(lifeMs), JSON.stringify(file));
  }

  take(id: JobId): Promise<boolean> {
    return this.step(id, 'received', 'used');
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

  private async step(id: JobId, from: UploadState, to: UploadState, lifeMs = '', file = ''): Promise<boolean> {
    return askRedis('move an upload', async () => {
      return (await STEP.run(this.connections.commands, [uploadKey(id)], [from, to, lifeMs, file])) === 1;
    });
  }
}
