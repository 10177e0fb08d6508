import { HttpStatus, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { AwaitJob } from '#application/analysis/await-job';
import { ReadResult } from '#application/analysis/read-result';
import { ServiceState } from '#application/operations/service-state';
import { AppConfig } from '#config/app-config';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { MB, SECOND_MS } from '#domain/shared/quantities';
import { whileConnected } from '#presentation/http/answer/while-connected';
import type { AnalysisData } from './analyze.response';
import { resultUrl } from './locations';
import { ProgressView } from './progress-view';
import { summaryOf } from './summary-view';

/** Files up to this size are waited for. */
export const SYNCHRONOUS_BYTES = 10 * MB;
const RESPOND_ASYNC = 'respond-async';
const MAX_WAIT_SECONDS = 60;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Answers a submission with its result where that is there soon enough, with where to look for it otherwise. */
@Injectable()
export class HybridAnswer {
  constructor(
    private readonly awaitJob: AwaitJob,
    private readonly results: ReadResult,
    private readonly progress: ProgressView,
    private readonly state: ServiceState,
    private readonly config: AppConfig,
  ) {}

  async to(submitted: AnalysisJob, waitSeconds: number, request: Request, response: Response): Promise<AnalysisData> {
    const unwaited = this.config.features.backgroundProcessing && asksNotToWait(request);
    const waitMs = unwaited ? 0 : this.waitMs(submitted, waitSeconds);
    const job = await this.awaitJob.execute(submitted, waitMs, whileConnected(response, this.state.stopping));
    response.setHeader('Location', resultUrl(job.id));
    if (job.status === 'pending' || job.status === 'processing') {
      response.status(HttpStatus.ACCEPTED);
      if (unwaited) response.setHeader('Preference-Applied', RESPOND_ASYNC);
      return { processing_type: 'asynchronous', cached: false, ...(await this.progress.withEstimate(job)) };
    }
    if (job.error?.code === 'CORRUPT_BINARY') {
      throw new DomainError('CORRUPT_BINARY', `Nothing could be learned from the file: ${job.error.message}`, {
        remediation: 'Check that the file was copied whole and send it again.',
      });
    }
    const reading = await this.results.head(job);
    response.status(HttpStatus.OK);
    return {
      processing_type: 'synchronous',
      cached: job.cached,
      ...(await this.progress.withEstimate(job)),
      ...(reading.ready ? { result: summaryOf(reading.result, job.id) } : {}),
    };
  }

  private waitMs(job: AnalysisJob, waitSeconds: number): number {
    if (!this.config.features.backgroundProcessing) return LONGEST_TIMER_MS;
    if (job.file.size > SYNCHRONOUS_BYTES) return 0;
    return Math.min(MAX_WAIT_SECONDS, job.options.timeoutSeconds, waitSeconds) * SECOND_MS;
  }
}

/** RFC 7240: preferences are separated by commas, each with its parameters behind semicolons; names in any case. */
function asksNotToWait(request: Request): boolean {
  const preferences = (request.headers.prefer?.toString() ?? '').split(',');
  return preferences.some((preference) => preference.split(';', 1).join('').trim().toLowerCase() === RESPOND_ASYNC);
}
