import { Injectable } from '@nestjs/common';

import type { JobEvent } from '#application/ports/job-events.port';
import { JobEvents } from '#application/ports/job-events.port';
import { JobStore } from '#application/ports/job-store.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';

/** What is told can be lost while a connection is away: the kept events are looked at this often all the same. */
const LOOK_MS = 15_000;

/** Tells what happens to a job, from any point on, without gap or repeat. */
@Injectable()
export class FollowJob {
  constructor(
    private readonly jobs: JobStore,
    private readonly events: JobEvents,
  ) {}

  /** Whether there is anything to tell after the event with the id `after`, now or later. */
  async hasMore(job: AnalysisJob, after: number): Promise<boolean> {
    return !isTerminal(job.status) || (await this.events.replay(job.id, after)).length > 0;
  }

  /** Every event after the one with the id `after`, as it happens; ends with the job, or when the signal aborts. */
  async *execute(id: JobId, after: number, signal: AbortSignal): AsyncGenerator<JobEvent, void, undefined> {
    const bell = new Bell();
    const unsubscribe = await this.events.subscribe(id, () => {
      bell.ring();
    });
    const look = setInterval(() => {
      bell.ring();
    }, LOOK_MS);
    const stop = (): void => {
      bell.ring();
    };
    signal.addEventListener('abort', stop);
    try {
      let last = after;
      while (!signal.aborted) {
        bell.reset();
        const ended = await this.hasEnded(id);
        // Read second: the end that was seen is among them.
        for (const event of await this.events.replay(id, last)) {
          yield event;
          last = event.id;
          if (isTerminal(event.status)) return;
        }
        if (ended) return;
        await bell.rung();
      }
    } finally {
      signal.removeEventListener('abort', stop);
      clearInterval(look);
      unsubscribe();
    }
  }

  private async hasEnded(id: JobId): Promise<boolean> {
    const job = await this.jobs.find(id);
    return job === undefined || isTerminal(job.status);
  }
}

/** Wakes one who waits; a ring before the wait counts. */
class Bell {
  private heard = false;
  private wake = (): void => undefined;

  ring(): void {
    this.heard = true;
    this.wake();
  }

  reset(): void {
    this.heard = false;
  }

  rung(): Promise<void> {
    if (this.heard) return Promise.resolve();
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
