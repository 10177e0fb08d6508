import { HttpStatus, Injectable, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';

import type { ResultReading } from '#application/analysis/read-result';
import type { Viewed } from '#application/ports/fact-reader.port';
import { Metrics } from '#application/ports/metrics.port';
import { DomainError } from '#domain/shared/domain-error';
import type { Reading } from '#presentation/http/analysis/asked';
import { isKnown } from '#presentation/http/analysis/reading-answers';
import { ERROR_STATUS, RETRY_AFTER_SECONDS } from '#presentation/http/contract/error-status';
import { noticePage } from '#presentation/http/pages/notice-page';
import { PAGE_POLICY } from '#presentation/http/pages/page-shell';
import { attachmentHeader } from './attachment-header';
import { formatOf } from './fact-answers';
import type { FactPageRequest } from './report.request';

const HTML = 'text/html; charset=utf-8';
const WAIT_SECONDS = 2;

/** What makes a question one for a page of facts within a budget. */
const OF_BUDGETS = ['max_tokens', 'cursor', 'tokenizer', 'focus', 'kinds'] as const;

/** A page, and what it is made of. */
export interface PageMade<View> {
  readonly read: (showSuspicious: boolean) => Promise<ResultReading<Viewed<View>>>;
  /** @param isKept it is saved, and not looked at again */
  readonly write: (view: View, isKept: boolean) => string;
}

/** HTML without a budget is a page to look at; with one, as many facts as fit. */
export function isPageWanted(asked: Reading, query: FactPageRequest): boolean {
  return OF_BUDGETS.every((name) => asked.query[name] === undefined) && formatOf(asked, query) === 'html';
}

/** Answers with a page to look at: of a result, of one that is being made, or of why there is none. */
@Injectable()
export class PageAnswers {
  constructor(private readonly metrics: Metrics) {}

  async answer<View>(
    asked: Reading,
    { show_suspicious: shown, download }: FactPageRequest,
    { read, write }: PageMade<View>,
  ): Promise<StreamableFile | undefined> {
    const { request, response } = asked;
    response.vary('Accept').setHeader('Content-Security-Policy', PAGE_POLICY);
    const reading = await read(shown === 'true').catch((error: unknown) => {
      if (error instanceof DomainError) return error;
      throw error;
    });
    if (reading instanceof DomainError) return this.refused(reading, response);
    if (!reading.ready) return waiting(reading.job, response);
    const { view, version } = reading.result;
    const isKept = download === 'true';
    const page = write(reading.stages === undefined ? view : { ...view, stages: reading.stages }, isKept);
    if (isKept) response.setHeader('Content-Disposition', attachmentHeader(reading.job.file.sha256, 'html'));
    if (isKnown(asked, reading, version, request.path, page)) return undefined;
    return new StreamableFile(Buffer.from(page), { type: HTML });
  }

  /** The status that programs get, and words for people. */
  private refused(error: DomainError, response: Response): StreamableFile {
    const { code, message, remediation = '' } = error;
    this.metrics.count('http_errors_total', { code });
    const retryAfter = error.retryAfterSeconds ?? RETRY_AFTER_SECONDS[code];
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    response.status(ERROR_STATUS[code]).setHeader('Cache-Control', 'no-store');
    const page = noticePage({ title: 'There is no report', lines: [message, remediation].filter(Boolean), code });
    return new StreamableFile(Buffer.from(page), { type: HTML });
  }
}

function waiting(
  { status, stage, progress }: Extract<ResultReading<never>, { readonly ready: false }>['job'],
  response: Response,
): StreamableFile {
  response.status(HttpStatus.ACCEPTED).setHeader('Retry-After', WAIT_SECONDS).setHeader('Cache-Control', 'no-store');
  const where =
    status === 'pending' ? 'It waits for a worker.' : `It runs: stage ${stage ?? 'intake'}, ${progress} % done.`;
  const lines = [where, `Nothing is known of the file yet. This page looks again every ${WAIT_SECONDS} seconds.`];
  const page = noticePage({ title: 'The analysis is not finished', lines, refreshSeconds: WAIT_SECONDS });
  return new StreamableFile(Buffer.from(page), { type: HTML });
}
