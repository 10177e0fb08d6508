import { Injectable } from '@nestjs/common';

import { SubmitAnalysis } from '#application/analysis/submit-analysis';
import { IntakeSettings } from '#application/intake/intake.settings';
import type { IntakeSample } from '#application/intake/receive-upload';
import { executableHeader } from '#application/intake/receive-upload';
import type { TakenInSample } from '#application/intake/take-in-sample';
import { TakeInSample } from '#application/intake/take-in-sample';
import type { ArchiveEntry } from '#application/ports/archive-reader.port';
import { BatchStore } from '#application/ports/batch-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { archiveNameOf } from '#domain/batches/archive-format';
import { nestedArchive } from '#domain/batches/archive-refusals';
import type { BatchEntry } from '#domain/batches/batch';
import { entryFileName } from '#domain/batches/entry-path';
import type { EntryRefusal } from '#domain/batches/entry-refusal';
import { EntryRefused } from '#domain/batches/entry-refusal';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { BatchSettings } from './batch.settings';
import type { BatchSubmission } from './batch-submission';
import { refusalOf } from './refusal-of';

/** What refuses one job of a caller refuses those behind it, for the time that a batch takes. */
const LASTING: readonly string[] = ['RATE_LIMIT_EXCEEDED', 'QUOTA_EXCEEDED'];

/** A batch that is being taken in. */
export interface OpenBatch {
  readonly id: JobId;
  readonly submission: BatchSubmission;
  readonly signal: AbortSignal;
  /** Of our limits: what comes now is refused unread. */
  closed?: EntryRefusal;
  /** Jobs that were made. */
  jobs: number;
}

/** Takes in the entries of a batch one by one, each a job of its own or refused; either is written down. */
@Injectable()
export class BatchEntries {
  constructor(
    private readonly store: BatchStore,
    private readonly samples: SampleStore,
    private readonly takeIn: TakeInSample,
    private readonly submit: SubmitAnalysis,
    private readonly intake: IntakeSettings,
    private readonly settings: BatchSettings,
  ) {}

  async refuse(batch: OpenBatch, path: string, refusal: EntryRefusal): Promise<void> {
    await this.add(batch, { path, refusal });
  }

  /** @throws EntryRefused that ends the archive, once it is written down; the reason of the signal. */
  async unpacked(batch: OpenBatch, path: string, entry: ArchiveEntry): Promise<void> {
    const refusal = batch.closed ?? entry.refusal;
    if (refusal !== undefined) {
      await this.refuse(batch, path, refusal);
      return;
    }
    try {
      await this.received(batch, path, await this.receive(batch, entry));
    } catch (error) {
      if (batch.signal.aborted) throw error;
      await this.refuse(batch, path, refusalOf(error));
      if (error instanceof EntryRefused && error.endsArchive) throw error;
    }
  }

  /** Of a file that is whole: it is a job's, or gone, when this ends. */
  async received(batch: OpenBatch, path: string, taken: TakenInSample): Promise<void> {
    const { size, sha256 } = taken.received;
    const facts = { path, size, sha256 };
    try {
      const sample = { ...taken, header: executableHeader(taken.verdict, this.intake) };
      const refusal = batch.closed ?? (await this.accept(batch, facts, sample));
      if (refusal !== undefined) await this.add(batch, { ...facts, refusal });
    } catch (error) {
      await this.add(batch, { ...facts, refusal: refusalOf(error) });
    } finally {
      await this.samples.discard(taken.received);
    }
  }

  private async add(batch: OpenBatch, entry: BatchEntry & { readonly refusal: EntryRefusal }): Promise<void> {
    await this.store.add(batch.id, entry);
    if (batch.closed !== undefined) return;
    await batch.submission.refused().catch((error: unknown) => {
      batch.closed = refusalOf(error);
    });
  }

  /** Written down before there is a job: none is ever without its batch. */
  private async accept(
    batch: OpenBatch,
    facts: { readonly path: string; readonly size: number; readonly sha256: IntakeSample['received']['sha256'] },
    sample: IntakeSample,
  ): Promise<EntryRefusal | undefined> {
    const { ownerId, options, requestId, correlationId, admit } = batch.submission;
    const admission = await admit().catch((error: unknown) => {
      if (error instanceof DomainError && LASTING.includes(error.code)) batch.closed = refusalOf(error);
      throw error;
    });
    const jobId = newJobId();
    const place = await this.store.add(batch.id, { ...facts, jobId });
    const fileName = entryFileName(facts.path);
    try {
      await this.submit.execute({
        ownerId,
        sample,
        fileName,
        options,
        requestId,
        correlationId,
        jobId,
        batchId: batch.id,
      });
      batch.jobs += 1;
    } catch (error) {
      await admission.giveBack();
      await this.store.refuse(batch.id, place, jobId, { ...facts, refusal: refusalOf(error) });
    }
    return undefined;
  }

  private receive({ submission, signal }: OpenBatch, entry: ArchiveEntry): Promise<TakenInSample> {
    const { ownerId, requestId } = submission;
    const limits = { ownerId, requestId, maxBytes: this.settings.unpack.maxEntryBytes };
    // One of its own for each entry: what listens to it goes with it.
    const ofEntry = AbortSignal.any([signal]);
    return this.takeIn.execute(entry.content(), limits, ofEntry, ({ head }, verdict) => {
      const nested = verdict.outcome === 'unsupported' ? archiveNameOf(head) : undefined;
      if (nested !== undefined) throw new EntryRefused(nestedArchive(nested), false);
      executableHeader(verdict, this.intake);
    });
  }
}
