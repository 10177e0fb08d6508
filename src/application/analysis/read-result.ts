import { Injectable } from '@nestjs/common';

import { FindJob } from './find-job';
import type { ResultPage } from '#application/ports/result-cache.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisDocument, DocumentHead, PagedSection } from '#domain/analysis/analysis-document';
import type { AnalysisJob } from '#domain/analysis/analysis-job';
import type { ContentKey } from '#domain/analysis/analysis-options';
import { layOver } from '#domain/analysis/lay-over';
import { DomainError } from '#domain/shared/domain-error';

/** A result that is there, or the job that is still making it. */
export type ResultReading<Result> =
  | { readonly ready: true; readonly job: AnalysisJob; readonly result: Result }
  | { readonly ready: false; readonly job: AnalysisJob };

/** Reads what an analysis found, whole or in part. Every method throws DomainError `NOT_FOUND`, `ANALYSIS_FAILED`, `ANALYSIS_CANCELLED`, `RESULT_EXPIRED`. */
@Injectable()
export class ReadResult {
  constructor(
    private readonly findJob: FindJob,
    private readonly cache: ResultCache,
  ) {}

  head(id: string, ownerId: string): Promise<ResultReading<DocumentHead>> {
    return this.read(id, ownerId, async (key, job) => {
      const head = await this.cache.head(key);
      return head && layOver(head, job);
    });
  }

  document(id: string, ownerId: string): Promise<ResultReading<AnalysisDocument>> {
    return this.read(id, ownerId, async (key, job) => {
      const document = await this.cache.document(key);
      return document && layOver(document, job);
    });
  }

  page<Name extends PagedSection>(
    id: string,
    ownerId: string,
    section: Name,
    offset: number,
    limit: number,
  ): Promise<ResultReading<ResultPage<AnalysisDocument[Name][number]>>> {
    return this.read(id, ownerId, (key) => this.cache.page(key, section, offset, limit));
  }

  private async read<Result>(
    id: string,
    ownerId: string,
    load: (key: ContentKey, job: AnalysisJob) => Promise<Result | undefined>,
  ): Promise<ResultReading<Result>> {
    const job = await this.findJob.execute(id, ownerId);
    if (job.status === 'pending' || job.status === 'processing') return { ready: false, job };
    if (job.status !== 'completed') throw withoutResult(job);
    const result = job.contentKey === undefined ? undefined : await load(job.contentKey, job);
    if (result === undefined) {
      throw new DomainError('RESULT_EXPIRED', 'The result of this analysis is no longer kept.', {
        remediation: 'Send the file again.',
      });
    }
    return { ready: true, job, result };
  }
}

function withoutResult(job: AnalysisJob): DomainError {
  if (job.status === 'cancelled') {
    return new DomainError('ANALYSIS_CANCELLED', 'This analysis was cancelled.', {
      remediation: 'Send the file again.',
    });
  }
  const { code, message } = job.error ?? { code: 'INTERNAL_ERROR', message: 'The cause was not recorded.' };
  return new DomainError('ANALYSIS_FAILED', `This analysis failed: ${message}`, {
    details: [{ field: 'job', message: code }],
    remediation: 'Send the file again, with a longer timeout_seconds where the time ran out.',
  });
}
