import { Readable } from 'node:stream';
import { Controller, Delete, Get, Param, StreamableFile } from '@nestjs/common';

import { DeleteAnalysis } from '#application/analysis/delete-analysis';
import { ReadResult } from '#application/analysis/read-result';
import { RuleBook } from '#application/ports/rule-book.port';
import type { Caller } from '#domain/access/caller';
import { parseTextFilter } from '#domain/patterns/text-filter';
import { Audited } from '#presentation/http/access/audited';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import type { Answer } from '#presentation/http/answer/envelope';
import { envelopeAround, ReadyJson } from '#presentation/http/answer/envelope';
import { isNotModified } from '#presentation/http/answer/not-modified';
import { offsetOf, paged } from '#presentation/http/answer/paging';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import type { Reading } from './asked';
import { Asked } from './asked';
import { DetailLevelRequest } from './detail-level';
import { listFindings } from './list-findings';
import { pageMetadata, readingMetadata } from './page-metadata';
import { ProgressView } from './progress-view';
import { isKnown, notYet } from './reading-answers';
import { ResultViews } from './result-views';
import { ApiDeleteAnalysis, ApiFindings, ApiReadAnalysis, ApiWholeDocument } from './results.openapi';
import { FindingsRequest } from './section.request';

/** What an analysis found, whole or in part. While it is not there: 202 with the progress, or what is known so far to who takes that. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id')
export class ResultsController {
  constructor(
    private readonly results: ReadResult,
    private readonly views: ResultViews,
    private readonly deleteAnalysis: DeleteAnalysis,
    private readonly progress: ProgressView,
    private readonly ruleBook: RuleBook,
  ) {}

  @Get()
  @Audited('read_result')
  @ApiReadAnalysis()
  async read(@Asked() asked: Reading): Promise<Answer<unknown> | StreamableFile | undefined> {
    const { id, query, response } = asked;
    const { detail_level: level } = validatedQuery(DetailLevelRequest, query);
    // What is called full is the whole.
    const opened = await this.views.open(level === 'full' ? { ...asked, soFar: false } : asked);
    if (!opened.ready) return notYet(this.progress, opened.job, response);
    const { version, view } = opened.result;
    if (isKnown(asked, opened, version, id, level)) return undefined;
    const metadata = { ...readingMetadata(opened), cached: opened.job.cached };
    const before = `{"analysis_id":"${id}","detail_level":"${level}","result":`;
    if (level === 'full') return this.full(asked, before, metadata);
    const reading = await view(level);
    if (!reading.ready) return notYet(this.progress, reading.job, response);
    return { data: new ReadyJson(`${before}${reading.result}}`), metadata };
  }

  @Get('document')
  @Audited('read_result')
  @ApiWholeDocument()
  async document(
    @Asked() { id, ownerId, request, response }: Reading,
  ): Promise<Answer<unknown> | StreamableFile | undefined> {
    const reading = await this.results.document({ id, ownerId });
    if (!reading.ready) return notYet(this.progress, reading.job, response);
    const gzip = request.acceptsEncodings(['gzip', 'identity']) === 'gzip';
    response.vary('Accept-Encoding');
    if (isNotModified(request, response, reading.result.version, id, 'document')) return undefined;
    if (gzip) response.setHeader('Content-Encoding', 'gzip');
    return streamOf(gzip ? reading.result.gzip() : reading.result.text());
  }

  @Get('security')
  @Audited('read_result')
  @ApiFindings()
  async security(@Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    const { query, response } = asked;
    const wanted = validatedQuery(FindingsRequest, query);
    const { patterns } = this.ruleBook;
    const filter = wanted.filter === undefined ? {} : { filter: parseTextFilter(wanted.filter, patterns) };
    const current = await this.results.version(asked);
    if (!current.ready) return notYet(this.progress, current.job, response);
    if (isKnown(asked, current, current.result, 'security', JSON.stringify(wanted))) return undefined;
    const reading = await this.results.head(asked);
    if (!reading.ready) return notYet(this.progress, reading.job, response);
    const { security_findings: security } = reading.result;
    const findings = listFindings(security?.findings ?? [], { ...filter, severity: wanted.severity }, patterns);
    const from = offsetOf(wanted);
    const page = findings.slice(from, from + wanted.page_size);
    const judged = { risk_score: security?.risk_score ?? null, verdict: security?.verdict ?? null };
    const metadata = { ...pageMetadata(reading, 'security_findings'), ...judged };
    return { ...paged(page, findings.length, wanted), metadata };
  }

  @Delete()
  @Audited('delete_result')
  @ApiDeleteAnalysis()
  async delete(@Param('id') id: string, @CurrentCaller() { keyId }: Caller): Promise<Answer<unknown>> {
    await this.deleteAnalysis.execute(id, keyId);
    return { data: { analysis_id: id, deleted: true } };
  }

  private async full(
    { id, ownerId, request }: Reading,
    before: string,
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<StreamableFile | Answer<unknown>> {
    const reading = await this.results.document({ id, ownerId });
    if (!reading.ready) return { data: await this.progress.of(reading.job) };
    const [opening, closing] = envelopeAround({ metadata }, request);
    return streamOf(around(`${opening}${before}`, reading.result.text(), `}${closing}`));
  }
}

async function* around(before: string, content: AsyncIterable<Uint8Array>, behind: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(before);
  yield* content;
  yield Buffer.from(behind);
}

/** What breaks in the middle must not look as if it were whole: the connection is cut. */
function streamOf(content: AsyncIterable<Uint8Array>): StreamableFile {
  const file = new StreamableFile(Readable.from(content, { objectMode: false }), {
    type: 'application/json; charset=utf-8',
  });
  file.setErrorHandler((_error, response) => {
    response.destroy?.();
  });
  return file;
}
