import type { Clock } from '#application/ports/clock.port';
import type { OwnedJobsQuery, WaitingLimits } from '#application/ports/job-store.port';
import { UnknownRecordVersion } from '#application/ports/job-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import type { JobStatus } from '#domain/jobs/job-status';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisScript } from '#infrastructure/redis/connection/redis-script';
import { KEEP_ENTRIES_SECONDS, RECORD_GRACE_MS } from './entry-life';
import { filteredJobs, isFiltered } from './filtered-jobs';
import { jobKey, liveKey, ownerKey } from './job-keys';

/** Entries that are examined when they say that there is no room. */
const EXAMINED = 200;

/** ARGV: how many it may hold, score, member. Answers 1 when the member is in it afterwards. */
const ADMIT = new RedisScript(`
if redis.call('ZSCORE', KEYS[1], ARGV[3]) then return 1 end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
return 1`);

type Read = (id: JobId) => Promise<AnalysisJob | undefined>;

/**
 * The indexes `user:{key}:jobs` and `user:{key}:jobs:{status}`, scored by the time of submission. Like those of live jobs
 * they may hold an entry too many, never one too few: the record decides, and who meets a wrong entry mends it.
 */
export class OwnedJobs {
  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
    /** Puts right the first entries of live jobs that wait since before then: those that have moved are live, or ended, elsewhere. */
    private readonly mendLive: (before: number, limit: number) => Promise<unknown>,
  ) {}

  /** Enters a job that is to wait in what counts those that do. @throws DomainError `QUEUE_FULL`; it is in neither then. */
  async admit(job: AnalysisJob, { inAll, perOwner }: WaitingLimits): Promise<void> {
    const own = ownerKey(job.ownerId, 'pending');
    if (!(await this.admitTo(own, perOwner, job.createdAt, job.id))) throw queueFull('of this key');
    if (await this.admitTo(liveKey('pending'), inAll, job.updatedAt, job.id)) return;
    await this.connections.commands.zrem(own, job.id);
    throw queueFull('of all keys');
  }

  async enter({ ownerId, status, createdAt, id }: AnalysisJob): Promise<void> {
    const { commands } = this.connections;
    const all = ownerKey(ownerId);
    const ofStatus = ownerKey(ownerId, status);
    const oldest = this.clock.now() - KEEP_ENTRIES_SECONDS * SECOND_MS;
    await Promise.all([
      commands.zadd(all, createdAt, id),
      commands.zremrangebyscore(all, '-inf', oldest),
      commands.expire(all, KEEP_ENTRIES_SECONDS),
      commands.zadd(ofStatus, createdAt, id),
      commands.zremrangebyscore(ofStatus, '-inf', oldest),
      commands.expire(ofStatus, KEEP_ENTRIES_SECONDS),
    ]);
  }

  /** Entered under the new status before it leaves the old one: it is never in neither. */
  async move(job: AnalysisJob, from: JobStatus): Promise<void> {
    await Promise.all([this.enterStatus(job), this.connections.commands.zrem(ownerKey(job.ownerId, from), job.id)]);
  }

  /** Under its status, which it may have without having come here. */
  async enterStatus({ ownerId, status, createdAt, id }: AnalysisJob): Promise<void> {
    const { commands } = this.connections;
    const now = ownerKey(ownerId, status);
    await Promise.all([commands.zadd(now, createdAt, id), commands.expire(now, KEEP_ENTRIES_SECONDS)]);
  }

  async leave({ ownerId, status, id }: AnalysisJob): Promise<void> {
    const { commands } = this.connections;
    await Promise.all([commands.zrem(ownerKey(ownerId), id), commands.zrem(ownerKey(ownerId, status), id)]);
  }

  async list(ownerId: string, query: OwnedJobsQuery, read: Read): Promise<{ jobs: AnalysisJob[]; total: number }> {
    const { commands } = this.connections;
    const { status, since = 0, offset, limit } = query;
    const key = ownerKey(ownerId, status);
    if (isFiltered(query)) {
      const ids = await filteredJobs(commands, key, query);
      const found = await Promise.all(ids.slice(offset, offset + limit).map((id) => readOrLeave(read, id)));
      return { jobs: found.filter((job) => job !== undefined && job !== 'unreadable'), total: ids.length };
    }
    const jobs: AnalysisJob[] = [];
    let at = offset;
    while (jobs.length < limit) {
      const wanted = limit - jobs.length;
      const ids = await commands.zrevrangebyscore(key, '+inf', since, 'LIMIT', at, wanted);
      const found = await Promise.all(ids.map((id) => this.examine(ownerId, id, status, read)));
      for (const verdict of found) {
        if (verdict === 'mended') continue;
        at += 1;
        if (verdict !== 'kept') jobs.push(verdict);
      }
      if (ids.length < wanted) break;
    }
    return { jobs, total: await commands.zcount(key, since, '+inf') };
  }

  /** The job of an entry; `mended` when the entry was wrong and is gone. */
  private async examine(
    ownerId: string,
    text: string,
    status: JobStatus | undefined,
    read: Read,
  ): Promise<AnalysisJob | 'kept' | 'mended'> {
    const { commands } = this.connections;
    const id = parseJobId(text);
    const job = id === undefined ? undefined : await readOrLeave(read, id);
    if (job === 'unreadable') return 'kept';
    if (job === undefined) {
      const score = Number((await commands.zscore(ownerKey(ownerId, status), text)) ?? 0);
      if (score > this.clock.now() - RECORD_GRACE_MS) return 'kept';
      await commands.zrem(ownerKey(ownerId, status), text);
      return 'mended';
    }
    if (status === undefined || job.status === status) return job;
    await this.move(job, status);
    return 'mended';
  }

  private async admitTo(key: string, limit: number, score: number, id: JobId): Promise<boolean> {
    const args = [limit, score, id];
    if ((await ADMIT.run(this.connections.commands, [key], args)) === 1) return true;
    // What a crash has left may be all that is in the way.
    await this.clean(key);
    return (await ADMIT.run(this.connections.commands, [key], args)) === 1;
  }

  private async clean(key: string): Promise<void> {
    const { commands } = this.connections;
    const before = this.clock.now() - RECORD_GRACE_MS;
    if (key === liveKey('pending')) {
      await this.mendLive(before, EXAMINED);
      return;
    }
    const ids = await commands.zrangebyscore(key, '-inf', before, 'LIMIT', 0, EXAMINED);
    for (const text of ids) {
      const id = parseJobId(text);
      const status = id === undefined ? null : await commands.hget(jobKey(id), 'status');
      if (status !== 'pending') await commands.zrem(key, text);
    }
  }
}

/** The entry of a record that a later version wrote is as good as any. */
async function readOrLeave(read: Read, id: JobId): Promise<AnalysisJob | 'unreadable' | undefined> {
  try {
    return await read(id);
  } catch (error) {
    if (error instanceof UnknownRecordVersion) return 'unreadable';
    throw error;
  }
}

function queueFull(whose: string): DomainError {
  return new DomainError('QUEUE_FULL', `As many analyses ${whose} wait as may.`, {
    remediation: 'Send the file again when some of them are done.',
  });
}
