import type { Clock } from '#application/ports/clock.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { SECOND_MS } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import type { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { KEEP_ENTRIES_SECONDS, RECORD_GRACE_MS } from './entry-life';
import { jobKey } from './job-keys';

const EXAMINED_AT_ONCE = 100;

/** Jobs that are answered by one result. */
const referencesKey = (content: ContentKey): string => `refs:{${content}}`;
/** An owner's jobs over one sample. */
const sampleKey = (ownerId: string, sample: Sha256): string => `user:{${ownerId}}:sample:${sample}`;

/** Who refers to what. May hold an entry too many, never one too few: the job records decide. */
export class ContentReferences {
  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: Clock,
  ) {}

  async referTo(content: ContentKey, id: JobId): Promise<void> {
    await this.enter(referencesKey(content), id);
  }

  async enterSample({ ownerId, file, id }: AnalysisJob): Promise<void> {
    await this.enter(sampleKey(ownerId, file.sha256), id);
  }

  /** Newest first. */
  async jobsOver(ownerId: string, sample: Sha256): Promise<readonly JobId[]> {
    const ids = await this.connections.commands.zrevrange(sampleKey(ownerId, sample), 0, EXAMINED_AT_ONCE - 1);
    return ids.flatMap((text) => parseJobId(text) ?? []);
  }

  /** Forgets the job; whether nobody refers to its result any more. */
  async leave({ id, ownerId, file, contentKey }: AnalysisJob): Promise<boolean> {
    const { commands } = this.connections;
    await commands.zrem(sampleKey(ownerId, file.sha256), id);
    if (contentKey === undefined) return false;
    await commands.zrem(referencesKey(contentKey), id);
    return !(await this.isReferredTo(contentKey));
  }

  async isReferredTo(content: ContentKey): Promise<boolean> {
    const { commands } = this.connections;
    const key = referencesKey(content);
    const young = this.clock.now() - RECORD_GRACE_MS;
    for (;;) {
      const entries = await commands.zrevrange(key, 0, EXAMINED_AT_ONCE - 1, 'WITHSCORES');
      for (let at = 0; at < entries.length; at += 2) {
        const id = entries[at] ?? '';
        const current = await commands.hget(jobKey(id as JobId), 'content_key');
        if (current === content || (current === null && Number(entries[at + 1]) > young)) return true;
        await commands.zrem(key, id);
      }
      if (entries.length === 0) return false;
    }
  }

  private async enter(key: string, id: JobId): Promise<void> {
    const { commands } = this.connections;
    const now = this.clock.now();
    await Promise.all([
      commands.zadd(key, now, id),
      commands.zremrangebyscore(key, '-inf', now - KEEP_ENTRIES_SECONDS * SECOND_MS),
      commands.expire(key, KEEP_ENTRIES_SECONDS),
    ]);
  }
}
