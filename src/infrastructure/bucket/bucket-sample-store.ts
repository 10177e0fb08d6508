import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';

import type { OpenedFile } from '#application/ports/opened-file';
import type { ReceivedSample, ReceiveLimits } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId, parseJobId } from '#domain/jobs/analysis-job';
import { isAway } from '#domain/shared/is-away';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 as parseSha256 } from '#domain/shared/sha256';
import { FilesystemSampleStore } from '#infrastructure/filesystem/filesystem-sample-store';
import { HeldFile } from '#infrastructure/filesystem/held-file';
import { piecesOf } from '#infrastructure/filesystem/pieces-of';
import { reportStorage } from '#infrastructure/filesystem/storage-events';
import type { StoredCopy } from '#infrastructure/redis/samples/redis-sample-holders';
import { RedisSampleHolders } from '#infrastructure/redis/samples/redis-sample-holders';
import type { FetchedContent } from './bucket-client';
import { BucketClient } from './bucket-client';
import { BucketTrial } from './bucket-trial';
import { altered, isRefusedByBucket, receptionFault, withheld } from './stored-sample-fault';
import { unlessBucketAway } from './unless-bucket-away';

const FOLDER = 'samples/';

/**
 * `{prefix}samples/{sha256}/{generation}` in a bucket for what jobs hold; who holds which generation is in Redis. What is being
 * received, and what a run works on, is on this machine's own disk.
 *
 * A copy is in the bucket before anybody holds it, and deleted after nobody does any more; its name is never used again. What a crash
 * leaves between is a copy that nobody holds, or that is held for a job that needs it no more: the sweep finds both.
 *
 * What jobs hold in the data directory since before there was a bucket stays there until they release it.
 */
@Injectable()
export class BucketSampleStore extends SampleStore {
  private readonly logger = new Logger(BucketSampleStore.name);
  private readonly trial: BucketTrial;
  /** Jobs whose sample was located where it is kept, not fetched: of these, this disk has the only copy. */
  private readonly keptHere = new Set<JobId>();

  constructor(
    private readonly local: FilesystemSampleStore,
    private readonly bucket: BucketClient,
    private readonly holders: RedisSampleHolders,
  ) {
    super();
    this.trial = new BucketTrial(bucket);
  }

  receive(content: AsyncIterable<Uint8Array>, limits: ReceiveLimits, signal: AbortSignal): Promise<ReceivedSample> {
    return this.local.receive(content, limits, signal);
  }

  async keep(sample: ReceivedSample, job: JobId): Promise<void> {
    const held = heldTicket(sample);
    if (held !== undefined) {
      await this.local.release(sample.sha256, held);
      if (await this.holders.handOver(sample.sha256, held, job)) return;
      throw new Error(`There is no received sample ${sample.ticket}`);
    }
    const shared = await this.holders.join(sample.sha256, job);
    try {
      if (shared === undefined || !(await this.isThere(sample.sha256, shared))) {
        await this.store(sample, job, shared?.generation);
      }
    } catch (error) {
      if (shared !== undefined) await this.release(sample.sha256, job);
      throw error;
    }
    await this.local.discard(sample);
  }

  async discard(sample: ReceivedSample): Promise<void> {
    const held = heldTicket(sample);
    if (held === undefined) await this.local.discard(sample);
    else await this.release(sample.sha256, held);
  }

  async takeBack(sha256: Sha256, job: JobId): Promise<string | undefined> {
    const ticket = newJobId();
    return (await this.holders.handOver(sha256, job, ticket)) ? ticket : this.local.takeBack(sha256, job);
  }

  async open(sample: ReceivedSample): Promise<OpenedFile> {
    const held = heldTicket(sample);
    if (held === undefined) return this.local.open(sample);
    const path = await this.locate(sample.sha256, held);
    if (path === undefined) throw new Error(`There is no received sample ${sample.ticket}`);
    return HeldFile.open(path);
  }

  async locate(sha256: Sha256, job: JobId, signal = new AbortController().signal): Promise<string | undefined> {
    const copy = await this.holders.find(sha256, job);
    const here = await this.local.locate(sha256, job);
    if (copy === undefined && here !== undefined) this.keptHere.add(job);
    return here ?? (copy && this.fetch(sha256, job, copy, signal));
  }

  async letGo(sha256: Sha256, job: JobId): Promise<void> {
    if (!this.keptHere.delete(job)) await this.local.release(sha256, job);
  }

  async release(sha256: Sha256, job: JobId): Promise<void> {
    await this.local.release(sha256, job);
    const last = await this.holders.letGo(sha256, job);
    if (last !== undefined) await this.drop(sha256, last);
  }

  async sweep(isNeeded: (job: JobId) => Promise<boolean>, olderThanMs: number): Promise<number> {
    const here = await this.local.sweep(isNeeded, olderThanMs);
    const there = (await unlessBucketAway(() => this.sweepBucket(isNeeded, olderThanMs))) ?? 0;
    reportStorage('orphaned_files_deleted_total', there);
    return here + there;
  }

  private async store(sample: ReceivedSample, job: JobId, spoiled?: string): Promise<void> {
    const { sha256, size } = sample;
    const own: StoredCopy = { generation: randomUUID(), size };
    const file = await this.local.open(sample);
    try {
      const content = (): AsyncIterable<Uint8Array> => piecesOf(file.source);
      await this.bucket.put(keyOf(sha256, own.generation), { size, sha256, content });
    } finally {
      await file.close();
    }
    const held = await this.holders.add(sha256, job, own, spoiled);
    if (held.generation !== own.generation) await this.drop(sha256, own.generation);
  }

  private async isThere(sha256: Sha256, { generation, size }: StoredCopy): Promise<boolean> {
    return (await this.bucket.sizeOf(keyOf(sha256, generation))) === size;
  }

  /** A copy that is refused is asked for again when the bucket serves otherwise: only then is it the copy's own fault. */
  private async fetch(sha256: Sha256, job: JobId, copy: StoredCopy, signal: AbortSignal): Promise<string | undefined> {
    try {
      return await this.bring(sha256, job, copy, signal);
    } catch (error) {
      if (!isRefusedByBucket(error) || !(await this.trial.isPassed())) throw error;
    }
    try {
      return await this.bring(sha256, job, copy, signal);
    } catch (error) {
      if (!isRefusedByBucket(error)) throw error;
      this.logger.error(
        { err: error, job_id: job, sha256 },
        'A sample is not given out by a bucket that serves otherwise',
      );
      throw withheld(error);
    }
  }

  /** Onto this disk, hashed on the way: what the bucket gives is no more to be trusted than what a client sends. */
  private async bring(sha256: Sha256, job: JobId, copy: StoredCopy, signal: AbortSignal): Promise<string | undefined> {
    const key = keyOf(sha256, copy.generation);
    const received = await this.bucket.get(key, copy.size, (fetched) => this.take(fetched, copy, job, signal), signal);
    if (received === undefined) return undefined;
    if (received.sha256 !== sha256 || received.size !== copy.size) {
      await this.local.discard(received);
      throw altered('its digest differs');
    }
    await this.local.keep(received, job);
    return this.local.locate(sha256, job);
  }

  private async take(
    fetched: FetchedContent,
    { size }: StoredCopy,
    job: JobId,
    signal: AbortSignal,
  ): Promise<ReceivedSample> {
    if (fetched.size !== undefined && fetched.size !== size) throw altered('its size differs');
    try {
      const limits = { maxBytes: size, declaredBytes: size, ownerId: job };
      return await this.local.receive(fetched.content, limits, signal);
    } catch (error) {
      throw receptionFault(error);
    }
  }

  /** Nobody needs it: where the bucket is away, the sweep deletes it later. */
  private async drop(sha256: Sha256, generation: string): Promise<void> {
    try {
      await this.bucket.remove(keyOf(sha256, generation));
    } catch (error) {
      if (!isAway(error)) throw error;
      this.logger.warn({ err: error, sha256 }, 'A sample stays in the bucket until the sweep finds it');
    }
  }

  private async sweepBucket(isNeeded: (job: JobId) => Promise<boolean>, olderThanMs: number): Promise<number> {
    let deleted = 0;
    for await (const { key, ageMs } of this.bucket.list(FOLDER)) {
      const copy = copyIn(key);
      if (copy === undefined || ageMs <= olderThanMs || (await this.isHeld(copy, isNeeded, olderThanMs))) continue;
      await this.bucket.remove(key);
      deleted += 1;
    }
    return deleted;
  }

  /** Once those that need it no more have let it go. */
  private async isHeld(
    { sha256, generation }: Copy,
    isNeeded: (job: JobId) => Promise<boolean>,
    olderThanMs: number,
  ): Promise<boolean> {
    const before = Date.now() - olderThanMs;
    let isHeld = false;
    for (const { job, generation: held, since } of await this.holders.all(sha256)) {
      if (held !== generation) continue;
      if (since >= before || (await isNeeded(job))) isHeld = true;
      else await this.holders.letGo(sha256, job);
    }
    // Somebody may have come to hold it meanwhile: that is asked last.
    return isHeld || (await this.holders.all(sha256)).some((holder) => holder.generation === generation);
  }
}

interface Copy {
  readonly sha256: Sha256;
  readonly generation: string;
}

function keyOf(sha256: Sha256, generation: string): string {
  return `${FOLDER}${sha256}/${generation}`;
}

/** `undefined` for what somebody else has put there. */
function copyIn(key: string): Copy | undefined {
  const [, digest, generation] = /^samples\/([\da-f]{64})\/([\da-f-]{36})$/.exec(key) ?? [];
  return digest === undefined || generation === undefined ? undefined : { sha256: parseSha256(digest), generation };
}

/** A sample that was taken back is where it was, held by its ticket: an id that no job has. */
function heldTicket({ ticket }: ReceivedSample): JobId | undefined {
  return parseJobId(ticket);
}
