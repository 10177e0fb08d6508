import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';

import { FollowJob } from '#application/analysis/follow-job';
import { ServiceState } from '#application/operations/service-state';
import type { JobEvent } from '#application/ports/job-events.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { resultUrl } from '#presentation/http/analysis/locations';
import { beginEventStream } from '#presentation/http/answer/event-stream';
import { identityOf } from '#presentation/http/answer/request-identity';

/** Sends the events of a job as they happen (server-sent events): no envelope, no buffering, from `Last-Event-ID` on. */
@Injectable()
export class JobEventsResponse {
  private readonly logger = new Logger('http');

  constructor(
    private readonly follow: FollowJob,
    private readonly state: ServiceState,
  ) {}

  /** Resolves when the stream has ended. @throws DomainError `INVALID_OPTION` for a `Last-Event-ID` that is none of ours. */
  async send(job: AnalysisJob, request: Request, response: Response): Promise<void> {
    const after = lastEventId(request);
    if (!(await this.follow.hasMore(job, after))) {
      // Tells a client that comes back after the end to stay away.
      response.status(204).end();
      return;
    }
    const stream = beginEventStream(response, this.state.stopping);
    try {
      for await (const event of this.follow.execute(job.id, after, stream.over)) await stream.send(textOf(event));
    } catch (error) {
      // The answer has begun: its end is all that can be said. The client comes back and goes on where it was.
      const ids = { job_id: job.id, request_id: identityOf(request).requestId };
      this.logger.warn({ err: error, ...ids }, 'Failed to tell the events of a job');
    } finally {
      stream.end();
    }
  }
}

function textOf({ id, jobId, kind, status, progress, stage, error, at }: JobEvent): string {
  const data = {
    job_id: jobId,
    status,
    progress,
    stage: stage ?? null,
    at: new Date(at).toISOString(),
    ...(kind === 'completed' && { result_url: resultUrl(jobId) }),
    ...(kind === 'failed' && { error: error ?? null }),
  };
  return `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

function lastEventId(request: Request): number {
  const header = request.headers['last-event-id'];
  if (header === undefined) return 0;
  if (typeof header === 'string' && /^\d{1,9}$/.test(header)) return Number(header);
  throw new DomainError('INVALID_OPTION', 'The Last-Event-ID is not one that this route has sent.', {
    details: [{ field: 'Last-Event-ID', message: 'must be the id of an event of this job' }],
    remediation: 'Send the id of the last event that you have, or none to have them all.',
  });
}
