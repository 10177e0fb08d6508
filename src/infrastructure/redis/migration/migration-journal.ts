import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

import { SECOND_MS } from '#domain/shared/quantities';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import type { Direction } from './record-steps';

/** Both in one slot of a cluster. */
const JOURNAL = 'jobs:{migration}';
const LOCK = 'jobs:{migration}:lock';
/** A migration that was killed lets the next one begin after that. */
export const LOCK_MS = 10 * SECOND_MS;

/** How far a migration has come. */
export interface MigrationProgress {
  readonly direction: Direction;
  /** Of SCAN, and the start of the server that it is good for. */
  readonly cursor: string;
  readonly runId: string;
  /** Job records met, those changed, and those that no version wrote; one can be met twice. */
  readonly met: number;
  readonly changed: number;
  readonly damaged: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly done: boolean;
}

/** KEYS: lock, journal. ARGV: token, life in milliseconds, entry. Answers 0 when the lock is another's. */
const NOTE = new RedisScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
return 1`);

/** KEYS: lock. ARGV: token. */
const RELEASE = new RedisScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`);

/** Another migration is under way, or has taken over. */
export class MigrationUnderWay extends Error {
  override readonly name = 'MigrationUnderWay';
}

/** What a migration has done, kept in Redis so that it can go on, and held by one process at a time. */
export class MigrationJournal {
  private readonly token = randomUUID();

  constructor(private readonly redis: Redis) {}

  /** @throws MigrationUnderWay. */
  async lock(): Promise<void> {
    if ((await this.redis.set(LOCK, this.token, 'PX', LOCK_MS, 'NX')) === 'OK') return;
    const left = Math.ceil((await this.redis.pttl(LOCK)) / SECOND_MS);
    throw new MigrationUnderWay(
      `Another migration runs, or was killed a moment ago. If none runs, try again in ${Math.max(1, left)} s.`,
    );
  }

  /** `undefined`: there never was one. */
  async read(): Promise<MigrationProgress | undefined> {
    const entry = await this.redis.get(JOURNAL);
    return entry === null ? undefined : (JSON.parse(entry) as MigrationProgress);
  }

  /** Holds the lock for longer, too. @throws MigrationUnderWay when it was lost meanwhile. */
  async note(progress: MigrationProgress): Promise<void> {
    const noted = await NOTE.run(this.redis, [LOCK, JOURNAL], [this.token, LOCK_MS, JSON.stringify(progress)]);
    if (noted !== 1) throw new MigrationUnderWay(`It stood still for ${LOCK_MS / SECOND_MS} s and another took over.`);
  }

  /** Idempotent. */
  async release(): Promise<void> {
    await RELEASE.run(this.redis, [LOCK], [this.token]);
  }
}
