import { Injectable } from '@nestjs/common';

import { BatchStore } from '#application/ports/batch-store.port';
import { IdempotencyKeys } from '#application/ports/idempotency-keys.port';
import type { Batch } from '#domain/batches/batch';
import { batchFingerprint } from '#domain/batches/batch-fingerprint';
import type { JobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import type { BatchSubmission } from './batch-submission';
import { pause } from './pause';

const LOOK_AGAIN_MS = 50;
/** How often the record of the first one is looked for before its process is taken to have died. */
const LOOKS = 20;

/** Recognises a batch that was sent before under the same idempotency key. */
@Injectable()
export class RepeatedBatches {
  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly store: BatchStore,
  ) {}

  /**
   * The first one, unless it was interrupted; `undefined` where this is the first, or stands for one that was.
   * @throws DomainError `IDEMPOTENCY_CONFLICT`.
   */
  async firstOf(submission: BatchSubmission, key: string, jobId: JobId): Promise<Batch | undefined> {
    const fingerprint = fingerprintOf(submission);
    // A blank is in no key of a client: keys of single files are others.
    const named = `batch ${key}`;
    for (;;) {
      const first = await this.keys.claim(submission.ownerId, named, { fingerprint, jobId });
      if (first.jobId === jobId) return undefined;
      if (first.fingerprint !== fingerprint) throw conflict();
      const batch = await this.find(first.jobId);
      if (batch !== undefined && batch.state !== 'interrupted') return batch;
      await this.keys.release(submission.ownerId, named, first.jobId);
    }
  }

  private async find(id: JobId): Promise<Batch | undefined> {
    for (let look = 1; look < LOOKS; look += 1) {
      const batch = await this.store.find(id);
      if (batch !== undefined) return batch;
      await pause(LOOK_AGAIN_MS);
    }
    return this.store.find(id);
  }
}

function fingerprintOf({ parts, options, password }: BatchSubmission): string {
  const files = parts.map(({ name, taken }) => ({ name, sha256: taken.received.sha256 }));
  return batchFingerprint({ files, options, ...(password !== undefined && { password }) });
}

function conflict(): DomainError {
  return new DomainError(
    'IDEMPOTENCY_CONFLICT',
    'This Idempotency-Key came before with other files or other options.',
    {
      remediation: 'Use a new key for a new batch; keys are remembered for 24 hours.',
    },
  );
}
