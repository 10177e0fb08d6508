import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { JobStore } from '#application/ports/job-store.port';
import { Metrics } from '#application/ports/metrics.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';
import { SECOND_MS } from '#domain/shared/quantities';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { RedisJobStore } from '#infrastructure/redis/jobs/redis-job-store';
import { RedisEndedJobs } from '#infrastructure/redis/webhooks/redis-ended-jobs';

/** The job records, with every submission, start and end recorded: all of them pass here, whoever makes them. */
@Injectable()
export class MeasuredJobStore extends RedisJobStore {
  constructor(
    connections: RedisConnections,
    private readonly time: Clock,
    ended: RedisEndedJobs,
    private readonly metrics: Metrics,
  ) {
    super(connections, time, ended);
  }

  override async create(...args: Parameters<JobStore['create']>): Promise<void> {
    await super.create(...args);
    const [job] = args;
    this.metrics.observe('file_size_bytes', { operation: 'analyze' }, job.file.size);
    this.record(job);
  }

  override async transition(...args: Parameters<JobStore['transition']>): Promise<AnalysisJob | undefined> {
    const job = await super.transition(...args);
    if (job === undefined) return undefined;
    // One that comes back from a lost worker has waited for something else.
    if (job.status === 'processing' && job.attempts <= 1) {
      this.metrics.observe('job_wait_seconds', {}, Math.max(0, this.time.now() - job.createdAt) / SECOND_MS);
    }
    this.record(job);
    return job;
  }

  private record({ status }: AnalysisJob): void {
    if (isTerminal(status)) this.metrics.count('analysis_jobs_total', { status });
  }
}
