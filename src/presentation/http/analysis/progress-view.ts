import { Injectable } from '@nestjs/common';

import { resultUrl, statusUrl } from './locations';
import { AnalysisQueue } from '#application/ports/analysis-queue.port';
import type { AnalysisJob } from '#domain/analysis/analysis-job';

/** How far a job is, as every route shows it. */
export interface Progress {
  readonly job_id: string;
  readonly status: AnalysisJob['status'];
  /** 0-100. */
  readonly progress: number;
  readonly stage: string | null;
  /** 0 for the next one; null when it does not wait. */
  readonly queue_position: number | null;
  readonly status_url: string;
  readonly result_url: string;
}

@Injectable()
export class ProgressView {
  constructor(private readonly queue: AnalysisQueue) {}

  async of(job: AnalysisJob): Promise<Progress> {
    const position = job.status === 'pending' ? await this.queue.position(job.id) : undefined;
    return {
      job_id: job.id,
      status: job.status,
      progress: job.progress,
      stage: job.stage ?? null,
      queue_position: position ?? null,
      status_url: statusUrl(job.id),
      result_url: resultUrl(job.id),
    };
  }
}
