import { Injectable, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';

import type { ResultReading } from '#application/analysis/read-result';
import type { FactAnswer } from '#application/ports/fact-reader.port';
import type { FactsAsked } from '#application/reports/read-facts';
import { ReadFacts } from '#application/reports/read-facts';
import { STAGE_NAMES } from '#domain/document/stages';
import type { Asking } from '#domain/report/fact-question';
import type { ReportFormat } from '#domain/report/rendering';
import type { Reading } from '#presentation/http/analysis/asked';
import { readingMetadata } from '#presentation/http/analysis/page-metadata';
import { ProgressView } from '#presentation/http/analysis/progress-view';
import { isKnown, notYet } from '#presentation/http/analysis/reading-answers';
import type { Answer } from '#presentation/http/answer/envelope';
import { envelopeAround, ReadyJson } from '#presentation/http/answer/envelope';
import { linkToNext } from '#presentation/http/answer/link-to-next';
import { attachmentHeader } from './attachment-header';
import type { FactPageRequest } from './report.request';

/** Media types by their formats, the usual one first. */
export const FORMAT_TYPES: Readonly<Record<ReportFormat, string>> = {
  markdown: 'text/markdown',
  json: 'application/json',
  yaml: 'application/yaml',
  html: 'text/html',
};
const EXTENSIONS = { markdown: 'md', json: 'json', yaml: 'yaml', html: 'html' } as const;
/** A page of text of a sample: nothing of it is loaded or run, whatever it says. */
const NOTHING_RUNS =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** As large as what is said of a run that goes on. */
const STAGES_SO_FAR = STAGE_NAMES.map((name) => ({
  name,
  status: 'running',
  elapsed_ms: 1_000_000,
  reason: 'It is still under way.',
}));
const PROGRESS_SO_FAR = { stage: 'structure', percent: 100, elapsed_ms: 1_000_000, estimated_remaining_ms: 1_000_000 };

export type FactAnswered = Answer<unknown> | StreamableFile | undefined;

type Asked = FactsAsked extends infer Question
  ? Question extends unknown
    ? Omit<Question, Exclude<keyof Asking, 'fileName'>>
    : never
  : never;

/** Answers a question about a result with a page of facts, in the format and within the budget that the query names. */
@Injectable()
export class FactAnswers {
  constructor(
    private readonly facts: ReadFacts,
    private readonly progress: ProgressView,
  ) {}

  answer(asked: Reading, query: FactPageRequest, question: Asked): Promise<FactAnswered> {
    return this.page(asked, query, question, (whole, around) => this.facts.execute(asked, whole, around));
  }

  /** What the query says goes to `read` with the question. */
  async page<Question>(
    asked: Reading,
    query: FactPageRequest,
    question: Question,
    read: (
      whole: Question & Omit<Asking, 'fileName'>,
      around: (isSoFar: boolean) => string,
    ) => Promise<ResultReading<FactAnswer>>,
  ): Promise<FactAnswered> {
    const { request, response } = asked;
    const format = formatOf(asked, query);
    const { max_tokens: maxTokens, cursor, tokenizer } = query;
    const whole = {
      ...question,
      tokenizer,
      showSuspicious: query.show_suspicious === 'true',
      page: { format, maxTokens, ...(cursor !== undefined && { cursor }) },
    };
    const around = (isSoFar: boolean): string => (format === 'json' ? aroundJson(asked, isSoFar) : '');
    const reading = await read(whole, around);
    if (!reading.ready) return notYet(this.progress, reading.job, response);
    const { text, version } = reading.result;
    setHeaders(request, response, reading.result);
    if (
      isKnown(
        asked,
        reading,
        version,
        request.path,
        JSON.stringify([whole, reading.job.file.name, format === 'json' ? headOf(text) : text]),
      )
    )
      return undefined;
    if (query.download === 'true')
      response.setHeader('Content-Disposition', attachmentHeader(reading.job.file.sha256, EXTENSIONS[format]));
    if (format === 'json') return { data: new ReadyJson(text), metadata: readingMetadata(reading) };
    if (format === 'html') response.setHeader('Content-Security-Policy', NOTHING_RUNS);
    return new StreamableFile(Buffer.from(text), { type: `${FORMAT_TYPES[format]}; charset=utf-8` });
  }
}

/** Of JSON: how long it is depends on the envelope, whose ids differ; what changes with other results stands in its head. */
function headOf(text: string): string {
  return text.slice(0, text.indexOf('\n'));
}

/** What `format` says, or else `Accept`. */
export function formatOf({ request, response }: Reading, { format }: FactPageRequest): ReportFormat {
  if (format !== undefined) return format;
  response.vary('Accept');
  const formats = Object.keys(FORMAT_TYPES) as ReportFormat[];
  const accepted = request.accepts(Object.values(FORMAT_TYPES));
  return formats.find((each) => FORMAT_TYPES[each] === accepted) ?? 'markdown';
}

function aroundJson({ id, request }: Reading, isSoFar: boolean): string {
  const more = isSoFar && { partial: true, progress: PROGRESS_SO_FAR, stages: STAGES_SO_FAR };
  return envelopeAround({ metadata: { analysis_id: id, ...more } }, request).join('');
}

function setHeaders(request: Request, response: Response, { usedTokens, left, shown, next }: FactAnswer): void {
  response.setHeader('X-Tokens-Used', usedTokens);
  // Counting what is not shown would take longer than all else: it is taken to be as long as what is.
  response.setHeader('X-Tokens-Dropped', shown === 0 ? 0 : Math.round((usedTokens / shown) * left));
  response.setHeader('X-Facts-Left', left);
  if (next === undefined || request.method === 'POST') return;
  linkToNext(request, response, 'cursor', next);
}
