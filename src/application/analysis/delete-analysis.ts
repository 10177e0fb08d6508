import { Injectable } from '@nestjs/common';

import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { isTerminal } from '#domain/jobs/job-status';
import { DomainError } from '#domain/shared/domain-error';
import { CancelJob } from './cancel-job';
import { FindJob } from './find-job';

/** Deletes a job and what it found. A result that other jobs are answered by stays until the last of them goes. */
@Injectable()
export class DeleteAnalysis {
  constructor(
    private readonly findJob: FindJob,
    private readonly cancelJob: CancelJob,
    private readonly jobs: JobStore,
    private readonly cache: ResultCache,
  ) {}

  /** One that waits or runs is cancelled first. @throws DomainError `NOT_FOUND`. */
  async execute(id: string, ownerId: string): Promise<void> {
    await this.end(id, ownerId);
    const job = await this.findJob.execute(id, ownerId);
    const unused = await this.jobs.remove(job.id);
    if (unused !== undefined) await this.cache.remove(unused);
  }

  private async end(id: string, ownerId: string): Promise<void> {
    const job = await this.findJob.execute(id, ownerId);
    if (isTerminal(job.status)) return;
    try {
      await this.cancelJob.execute(id, ownerId);
    } catch (error) {
      // It has come to its end by itself meanwhile.
      if (!(error instanceof DomainError) || error.code !== 'JOB_ALREADY_ENDED') throw error;
    }
  }
}
