import { Injectable } from '@nestjs/common';

import { JobStore } from '#application/ports/job-store.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';

/** Finds a job for the one who submitted it; to everyone else it does not exist. */
@Injectable()
export class FindJob {
  constructor(private readonly jobs: JobStore) {}

  /** @throws DomainError `NOT_FOUND`. */
  async execute(id: string, ownerId: string): Promise<AnalysisJob> {
    const jobId = parseJobId(id);
    const job = jobId === undefined ? undefined : await this.jobs.find(jobId);
    if (job?.ownerId !== ownerId) {
      throw new DomainError('NOT_FOUND', 'There is no analysis with this id.', {
        remediation: 'Use the job_id of the answer to POST /api/v1/analyze; records are kept for 7 days.',
      });
    }
    return job;
  }
}
