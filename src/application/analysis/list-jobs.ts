import { Injectable } from '@nestjs/common';

import type { OwnedJobs, OwnedJobsQuery } from '#application/ports/job-store.port';
import { JobStore } from '#application/ports/job-store.port';

/** The jobs of one key, newest first. */
@Injectable()
export class ListJobs {
  constructor(private readonly jobs: JobStore) {}

  execute(ownerId: string, query: OwnedJobsQuery): Promise<OwnedJobs> {
    return this.jobs.listOwned(ownerId, query);
  }
}
