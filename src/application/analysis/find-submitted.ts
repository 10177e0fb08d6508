import { Injectable } from '@nestjs/common';

import { FindUpload } from '#application/intake/find-upload';
import { JobStore } from '#application/ports/job-store.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { AnalysisOptions } from '#domain/jobs/analysis-options';

/** Finds what an upload was submitted as, for a client whose answer was lost. */
@Injectable()
export class FindSubmitted {
  constructor(
    private readonly findUpload: FindUpload,
    private readonly jobs: JobStore,
  ) {}

  /** `undefined` where it was not submitted, or the newest job over its content is of another depth. @throws DomainError `NOT_FOUND`. */
  async execute(
    uploadId: string,
    ownerId: string,
    { depth }: Pick<AnalysisOptions, 'depth'>,
  ): Promise<AnalysisJob | undefined> {
    const { state, file } = await this.findUpload.execute(uploadId, ownerId);
    if (state !== 'used' || file === undefined) return undefined;
    const job = await this.jobs.findBySample(ownerId, file.sha256);
    return job?.options.depth === depth ? job : undefined;
  }
}
