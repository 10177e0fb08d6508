import { Injectable, Logger } from '@nestjs/common';

import type { MadeDocument } from '#application/ports/document-maker.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { interimKey } from '#domain/results/interim';
import { MINUTE_MS, SECOND_MS } from '#domain/shared/quantities';

/** Beyond the time that a run has, for judging and storing. */
const OVERTIME_MS = MINUTE_MS;

type Run = Pick<AnalysisJob, 'id' | 'sharedUnder' | 'options'>;

/**
 * What runs have found so far, among the results until they end. It is an offer: where it cannot be kept the run goes on, and where it
 * cannot be dropped it expires with the time of the run.
 */
@Injectable()
export class InterimResults {
  private readonly logger = new Logger(InterimResults.name);

  constructor(private readonly cache: ResultCache) {}

  /** Replaces what was there, unless a finished result had to go for it. Never rejects. */
  async keep(run: Run, content: MadeDocument['content']): Promise<void> {
    const lifeMs = run.options.timeoutSeconds * SECOND_MS + OVERTIME_MS;
    await this.cache.offer(interimKey(run), content, lifeMs).catch((error: unknown) => {
      this.logger.warn({ job_id: run.id, err: error }, 'Failed to keep what is known so far');
    });
  }

  /** Idempotent. Never rejects. */
  async drop(run: Pick<AnalysisJob, 'id' | 'sharedUnder'>): Promise<void> {
    await this.cache.remove(interimKey(run)).catch((error: unknown) => {
      this.logger.warn({ job_id: run.id, err: error }, 'Failed to drop what was known until the end');
    });
  }
}
