import { Injectable } from '@nestjs/common';

import { FindJob } from '#application/analysis/find-job';
import { FollowJob } from '#application/analysis/follow-job';
import type { JobEvent } from '#application/ports/job-events.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';
import { SECOND_MS } from '#domain/shared/quantities';
import type { ToolCall } from './tool-call';

/** What a notice of progress must at least rise by. */
const LEAST_RISE = 0.01;

/** Waits for a job's end and tells each of its stages; whoever stops waiting does not stop the job. */
@Injectable()
export class AwaitEnd {
  constructor(
    private readonly follow: FollowJob,
    private readonly findJob: FindJob,
  ) {}

  /** The job as it is when it ends, when the time is over, or when the caller has gone. */
  async execute(job: AnalysisJob, waitSeconds: number, { signal, tell }: ToolCall): Promise<AnalysisJob> {
    if (waitSeconds === 0 || isTerminal(job.status)) return job;
    const over = AbortSignal.any([signal, AbortSignal.timeout(waitSeconds * SECOND_MS)]);
    let told: Pick<JobEvent, 'stage' | 'status'> | undefined;
    let percent = -LEAST_RISE;
    for await (const { stage, status, progress } of this.follow.execute(job.id, 0, over)) {
      if (stage === told?.stage && status === told?.status) continue;
      told = { status, ...(stage !== undefined && { stage }) };
      percent = Math.max(progress, percent + LEAST_RISE);
      tell({ percent, message: stage === undefined ? status : `${status}: ${stage}` });
    }
    return this.findJob.execute(job.id, job.ownerId);
  }
}
