import { Injectable } from '@nestjs/common';

import { JobEvents } from '#application/ports/job-events.port';
import { JobStore } from '#application/ports/job-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';

/** Waits for a job's end, for as long as the caller wants to. */
@Injectable()
export class AwaitJob {
  constructor(
    private readonly jobs: JobStore,
    private readonly events: JobEvents,
  ) {}

  /** The job as it is when it ends, when `waitMs` have passed or when the signal aborts, whichever is first. */
  async execute(job: AnalysisJob, waitMs: number, signal: AbortSignal): Promise<AnalysisJob> {
    if (waitMs <= 0 || isTerminal(job.status)) return job;
    const over = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
    await this.untilEnded(job.id, over);
    return (await this.jobs.find(job.id)) ?? job;
  }

  private async untilEnded(id: JobId, over: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const unsubscribe = await this.events.subscribe(id, ({ status }) => {
      if (isTerminal(status)) stop.abort();
    });
    try {
      // Subscribed first, read second: an end in between is seen by one of the two.
      const now = await this.jobs.find(id);
      if (now === undefined || isTerminal(now.status)) return;
      await aborted(AbortSignal.any([over, stop.signal]));
    } finally {
      unsubscribe();
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
