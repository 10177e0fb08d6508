import { Injectable, Logger } from '@nestjs/common';

import { ArchiveReader } from '#application/ports/archive-reader.port';
import { BatchStore } from '#application/ports/batch-store.port';
import { Clock } from '#application/ports/clock.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { ArchiveFormat } from '#domain/batches/archive-format';
import { archiveFormatOf, archiveNameOf } from '#domain/batches/archive-format';
import { notTaken, unsupportedArchive } from '#domain/batches/archive-refusals';
import type { Batch } from '#domain/batches/batch';
import { entryPath } from '#domain/batches/entry-path';
import { EntryRefused } from '#domain/batches/entry-refusal';
import { UnpackBudget } from '#domain/batches/unpack-budget';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { LinkedSignal } from '#domain/shared/linked-signal';
import { MINUTE_MS, SECOND_MS } from '#domain/shared/quantities';
import { BatchSettings } from './batch.settings';
import type { OpenBatch } from './batch-entries';
import { BatchEntries } from './batch-entries';
import type { BatchPart, BatchSubmission } from './batch-submission';
import { MakeRoomForBatch } from './make-room-for-batch';
import { refusalOf } from './refusal-of';
import { RepeatedBatches } from './repeated-batches';

const RENEW_MS = 5 * SECOND_MS;
/** However slow the disk is: what is left then is not taken in. */
const LONGEST_MS = 10 * MINUTE_MS;

export interface SubmittedBatch {
  readonly id: JobId;
  /** Resolves to the number of jobs that this made, none for a repeat, when all of it is taken in. Rejects where it was interrupted. */
  readonly done: Promise<number>;
}

/** Takes in several files at once, those in archives too. What became of each is written down as it goes. */
@Injectable()
export class SubmitBatch {
  private readonly logger = new Logger(SubmitBatch.name);
  private underWay = 0;

  constructor(
    private readonly store: BatchStore,
    private readonly samples: SampleStore,
    private readonly archives: ArchiveReader,
    private readonly entries: BatchEntries,
    private readonly repeated: RepeatedBatches,
    private readonly room: MakeRoomForBatch,
    private readonly clock: Clock,
    private readonly settings: BatchSettings,
  ) {}

  /**
   * Resolves when the batch is written down; its parts are looked at from there on, and none is left when that ends, however it
   * ends. When the signal aborts, what was not taken in by then is said to be so.
   * @throws DomainError `OVERLOADED`, `IDEMPOTENCY_CONFLICT`, `LIMIT_REACHED`, `SERVICE_UNAVAILABLE`.
   */
  async execute(submission: BatchSubmission, signal: AbortSignal): Promise<SubmittedBatch> {
    this.underWay += 1;
    try {
      const id = await this.begin(submission);
      if (typeof id !== 'string') {
        await this.end(submission);
        return { id: id.id, done: Promise.resolve(0) };
      }
      const late = new AbortController();
      const deadline = setTimeout(() => {
        late.abort(new Error(`A batch is taken in for ${LONGEST_MS / MINUTE_MS} minutes at most`));
      }, LONGEST_MS);
      deadline.unref();
      const either = new LinkedSignal([signal, late.signal]);
      const batch: OpenBatch = { id, submission, jobs: 0, signal: either.signal };
      const done = this.takeIn(batch).finally(() => {
        clearTimeout(deadline);
        either.letGo();
        return this.end(submission);
      });
      done.catch((error: unknown) => {
        this.logger.warn({ err: error, batch_id: id }, 'Failed to take in the rest of a batch');
      });
      return { id, done };
    } catch (refusal) {
      await this.end(submission);
      throw refusal;
    }
  }

  /** The id of a new batch, or the one that this repeats. */
  private async begin(submission: BatchSubmission): Promise<JobId | Batch> {
    if (this.underWay > this.settings.atOnce) throw overloaded(this.settings.atOnce);
    const { idempotencyKey: key, ownerId } = submission;
    const id = newJobId();
    const first = key === undefined ? undefined : await this.repeated.firstOf(submission, key, id);
    if (first !== undefined) return first;
    await this.room.execute(ownerId);
    await this.store.create({ id, ownerId, createdAt: this.clock.now() });
    return id;
  }

  private async end({ parts }: BatchSubmission): Promise<void> {
    this.underWay -= 1;
    for (const { taken } of parts) await this.samples.discard(taken.received);
  }

  private async takeIn(batch: OpenBatch): Promise<number> {
    const renewing = setInterval(() => {
      this.store.renew(batch.id).catch((error: unknown) => {
        this.logger.warn({ err: error, batch_id: batch.id }, 'Failed to renew a batch');
      });
    }, RENEW_MS);
    renewing.unref();
    try {
      const budget = new UnpackBudget(this.settings.unpack);
      for (const part of batch.submission.parts) await this.part(batch, part, budget);
      await this.store.finish(batch.id);
      return batch.jobs;
    } finally {
      clearInterval(renewing);
    }
  }

  private async part(batch: OpenBatch, { name, taken }: BatchPart, budget: UnpackBudget): Promise<void> {
    const path = entryPath(name);
    try {
      batch.signal.throwIfAborted();
      const archive = taken.verdict.outcome === 'unsupported' ? archiveNameOf(taken.received.head) : undefined;
      if (archive === undefined) {
        budget.countEntry();
        await this.entries.received(batch, path, taken);
        return;
      }
      const format = archiveFormatOf(archive);
      if (format === undefined) throw new EntryRefused(unsupportedArchive(`A ${archive} archive`), true);
      await this.unpack(batch, { name, taken }, format, budget);
    } catch (error) {
      // What ends an archive is told of the archive, beside the entry that it was met at.
      const refusal = batch.signal.aborted ? notTaken('the service stops, or it took too long') : refusalOf(error);
      await this.entries.refuse(batch, path, refusal);
    }
  }

  private async unpack(
    batch: OpenBatch,
    { name, taken }: BatchPart,
    format: ArchiveFormat,
    budget: UnpackBudget,
  ): Promise<void> {
    const file = await this.samples.open(taken.received);
    const { password } = batch.submission;
    const options = { budget, ...(password !== undefined && { password }) };
    try {
      for await (const entry of this.archives.entries(file.source, format, options, batch.signal)) {
        await this.entries.unpacked(batch, entryPath(`${name}/${entry.name}`), entry);
      }
    } finally {
      await file.close();
      await this.samples.discard(taken.received);
    }
  }
}

function overloaded(atOnce: number): DomainError {
  return new DomainError('OVERLOADED', `As many batches are taken in as may be at once: ${atOnce}.`, {
    remediation: 'Send it again in a few seconds.',
  });
}
