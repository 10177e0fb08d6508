import { Injectable } from '@nestjs/common';

import { QueueOutlook } from '#application/analysis/queue-outlook';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { eventsUrl, resultUrl, statusUrl } from './locations';

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
  readonly events_url: string;
}

@Injectable()
export class ProgressView {
  constructor(private readonly outlook: QueueOutlook) {}

  async of(job: AnalysisJob): Promise<Progress> {
    return viewOf(job, await this.outlook.position(job));
  }

  /** With what the job may expect beside it. */
  async withEstimate(job: AnalysisJob): Promise<Progress & { readonly estimated_completion: string | null }> {
    const { position, estimatedCompletion: at } = await this.outlook.execute(job);
    return { ...viewOf(job, position), estimated_completion: at === undefined ? null : new Date(at).toISOString() };
  }
}

function viewOf(job: AnalysisJob, position: number | undefined): Progress {
  return {
    job_id: job.id,
    status: job.status,
    progress: job.progress,
    stage: job.stage ?? null,
    queue_position: position ?? null,
    status_url: statusUrl(job.id),
    result_url: resultUrl(job.id),
    events_url: eventsUrl(job.id),
  };
}
