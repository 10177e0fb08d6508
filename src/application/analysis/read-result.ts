import { Injectable } from '@nestjs/common';

import type { ResultPage } from '#application/ports/result-cache.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { DocumentHead } from '#domain/document/analysis-document';
import type { DecompiledFunction } from '#domain/document/decompiled';
import type { FunctionInfo } from '#domain/document/functions';
import type { PagedSection } from '#domain/document/parts';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { asOfJob } from '#domain/results/as-of-job';
import { whyNotAsked } from '#domain/results/not-analysed';
import type { SectionQuery } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { fromJsonText } from '#domain/shared/json-text';
import { FindJob } from './find-job';

/** A result that is there, or the job that is still making it. */
export type ResultReading<Result> =
  | { readonly ready: true; readonly job: AnalysisJob; readonly result: Result }
  | { readonly ready: false; readonly job: AnalysisJob };

/** A whole document as one job's own, read as it is asked for. */
export interface OpenDocument {
  readonly version: string;
  readonly text: () => AsyncIterable<Uint8Array>;
  /** One gzip stream. */
  readonly gzip: () => AsyncIterable<Uint8Array>;
}

/** One function with the pseudo code that there is of it. */
export type FunctionDetail = FunctionInfo & { readonly decompiled: DecompiledFunction | null };

/** Reads what an analysis found, whole or in part. Every method throws DomainError `NOT_FOUND`, `ANALYSIS_FAILED`, `ANALYSIS_CANCELLED`, `RESULT_EXPIRED`. */
@Injectable()
export class ReadResult {
  constructor(
    private readonly findJob: FindJob,
    private readonly cache: ResultCache,
  ) {}

  /** Names what the job's result is now: the same name, the same result. Much cheaper than reading it. */
  version(id: string, ownerId: string): Promise<ResultReading<string>> {
    return this.read(id, ownerId, (key) => this.cache.version(key));
  }

  head(id: string, ownerId: string): Promise<ResultReading<DocumentHead>> {
    return this.read(id, ownerId, async (key, job) => {
      const head = await this.cache.head(key);
      return head && asOfJob(head, job);
    });
  }

  document(id: string, ownerId: string): Promise<ResultReading<OpenDocument>> {
    return this.read(id, ownerId, async (key, job) => {
      const stored = await this.cache.document(key);
      if (stored === undefined) return undefined;
      const head = asOfJob(stored.head, job);
      return { version: stored.version, text: () => stored.text(head), gzip: () => stored.gzip(head) };
    });
  }

  /** @throws DomainError `INVALID_OPTION` when a pattern of the query takes too long. */
  page<Name extends PagedSection>(
    id: string,
    ownerId: string,
    section: Name,
    query: SectionQuery,
    window: { readonly offset: number; readonly limit: number },
  ): Promise<ResultReading<ResultPage<SectionItem<Name>>>> {
    return this.read(id, ownerId, (key) => this.cache.page(key, section, query, window.offset, window.limit));
  }

  /** @throws DomainError `NOT_FOUND` also when no function begins there. */
  async functionAt(
    id: string,
    ownerId: string,
    address: Address,
  ): Promise<ResultReading<{ readonly version: string; readonly detail: FunctionDetail }>> {
    const query = { address, order: 'asc' } as const;
    return this.read(id, ownerId, async (key, { options }) => {
      const [found, pseudo] = await Promise.all([
        this.cache.page(key, 'functions', query, 0, 1),
        this.cache.page(key, 'decompiled', query, 0, 1),
      ]);
      if (found === undefined || pseudo === undefined) return undefined;
      const [info] = fromJsonText(found.items);
      if (info === undefined) throw noFunctionAt(address, whyNotAsked('functions', options));
      return { version: found.version, detail: { ...info, decompiled: fromJsonText(pseudo.items)[0] ?? null } };
    });
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

function noFunctionAt(address: Address, whyNone: string | undefined): DomainError {
  if (whyNone !== undefined) {
    return new DomainError('NOT_FOUND', 'The functions of this file were not read.', {
      details: whyNone,
      remediation: 'Send the file again, with functions in focus_areas.',
    });
  }
  return new DomainError('NOT_FOUND', `No function of this result begins at ${address}.`, {
    remediation: 'Take the address from the list of functions, such as 0x401000.',
  });
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
