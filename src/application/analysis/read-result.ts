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
import type { StageSoFar } from '#domain/results/interim';
import { interimKey, stagesSoFar } from '#domain/results/interim';
import { whyNotAsked } from '#domain/results/not-analysed';
import type { SectionQuery } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import { DomainError } from '#domain/shared/domain-error';
import { fromJsonText } from '#domain/shared/json-text';
import type { FunctionWanted } from './find-function';
import { noSuchFunction, placesOf } from './find-function';
import { FindJob } from './find-job';
import { unlessAway } from './unless-away';

/** Who asks for which result, and what they take. */
export interface ResultWanted {
  /** Of the job, as it came in. */
  readonly id: string;
  readonly ownerId: string;
  /** While it is being made, what is known so far will do. */
  readonly soFar?: boolean;
}

/** A result that is there, or the job that is still making it. */
export type ResultReading<Result> =
  | {
      readonly ready: true;
      readonly job: AnalysisJob;
      readonly result: Result;
      /** Present where it is made of what is known so far, and goes when the run ends. */
      readonly stages?: readonly StageSoFar[];
    }
  | { readonly ready: false; readonly job: AnalysisJob };

/** A whole document as one job's own, read as it is asked for. */
export interface OpenDocument {
  readonly version: string;
  readonly text: () => AsyncIterable<Uint8Array>;
  /** One gzip stream. */
  readonly gzip: () => AsyncIterable<Uint8Array>;
}

/** `undefined`: it is gone, or what was asked for is not known so far. */
export type Load<Result> = (key: ContentKey, job: AnalysisJob, isSoFar: boolean) => Promise<Result | undefined>;

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
  version(wanted: ResultWanted): Promise<ResultReading<string>> {
    return this.read(wanted, (key) => this.cache.version(key));
  }

  head(wanted: ResultWanted): Promise<ResultReading<DocumentHead>> {
    return this.read(wanted, async (key, job) => {
      const head = await this.cache.head(key);
      return head && asOfJob(head, job);
    });
  }

  document(wanted: ResultWanted): Promise<ResultReading<OpenDocument>> {
    return this.read(wanted, async (key, job) => {
      const stored = await this.cache.document(key);
      if (stored === undefined) return undefined;
      const head = asOfJob(stored.head, job);
      return { version: stored.version, text: () => stored.text(head), gzip: () => stored.gzip(head) };
    });
  }

  /** @throws DomainError `INVALID_OPTION` when a pattern of the query takes too long. */
  page<Name extends PagedSection>(
    wanted: ResultWanted,
    section: Name,
    query: SectionQuery,
    window: { readonly offset: number; readonly limit: number },
  ): Promise<ResultReading<ResultPage<SectionItem<Name>>>> {
    return this.read(wanted, (key) => this.cache.page(key, section, query, window.offset, window.limit));
  }

  /**
   * @throws DomainError `NOT_FOUND` also when there is no such function; so far, that is not known yet. `INVALID_OPTION` when several
   * bear the name.
   */
  async functionOf(
    result: ResultWanted,
    wanted: FunctionWanted,
  ): Promise<ResultReading<{ readonly version: string; readonly detail: FunctionDetail }>> {
    return this.read(result, async (key, { options }, isSoFar) => {
      const places = await placesOf(this.cache, key, wanted);
      if (places === undefined) return undefined;
      const [address] = places;
      if (address === undefined && isSoFar) return undefined;
      if (address === undefined) throw noSuchFunction(wanted, whyNotAsked('functions', options));
      const query = { address, order: 'asc' } as const;
      const [found, pseudo] = await Promise.all([
        this.cache.page(key, 'functions', query, 0, 1),
        this.cache.page(key, 'decompiled', query, 0, 1),
      ]);
      if (found === undefined || pseudo === undefined) return undefined;
      const [info] = fromJsonText(found.items);
      if (info === undefined && isSoFar) return undefined;
      if (info === undefined) throw noSuchFunction(wanted, whyNotAsked('functions', options));
      return { version: found.version, detail: { ...info, decompiled: fromJsonText(pseudo.items)[0] ?? null } };
    });
  }

  /** What `load` makes of the result that is there, or of what is known so far where that will do and `load` finds it. */
  async read<Result>(wanted: ResultWanted, load: Load<Result>): Promise<ResultReading<Result>> {
    const job = await this.findJob.execute(wanted.id, wanted.ownerId);
    if (job.status === 'pending' || job.status === 'processing') {
      return (wanted.soFar === true ? await this.readSoFar(job, load) : undefined) ?? { ready: false, job };
    }
    if (job.status !== 'completed') throw withoutResult(job);
    const result = job.contentKey === undefined ? undefined : await load(job.contentKey, job, false);
    if (result === undefined) {
      throw new DomainError('RESULT_EXPIRED', 'The result of this analysis is no longer kept.', {
        remediation: 'Send the file again.',
      });
    }
    return { ready: true, job, result };
  }

  /** One that waits may follow a run that goes on. Where results are away, there is nothing so far. */
  private async readSoFar<Result>(job: AnalysisJob, load: Load<Result>): Promise<ResultReading<Result> | undefined> {
    return unlessAway(async () => {
      const key = interimKey(job);
      if ((await this.cache.version(key)) === undefined) return undefined;
      const [head, result] = await Promise.all([this.cache.head(key), load(key, job, true)]);
      return head && result && { ready: true, job, result, stages: stagesSoFar(head) };
    });
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
