import { applyDecorators, Controller, Get, Param } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';

import type { RelationsWanted } from '#application/analysis/read-relations';
import { ReadRelations } from '#application/analysis/read-relations';
import type { ResultReading } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import type { ResultPage } from '#application/ports/result-cache.port';
import { RuleBook } from '#application/ports/rule-book.port';
import type { SectionQuery } from '#domain/results/section-query';
import { Audited } from '#presentation/http/access/audited';
import type { Answer } from '#presentation/http/answer/envelope';
import { ReadyJson } from '#presentation/http/answer/envelope';
import { offsetOf, paged } from '#presentation/http/answer/paging';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import type { Reading } from './asked';
import { Asked } from './asked';
import { pageMetadata, readingMetadata } from './page-metadata';
import { ProgressView } from './progress-view';
import { isKnown, notYet, referenceOf } from './reading-answers';
import {
  FunctionsRequest,
  ImportsRequest,
  onlyFields,
  relationsOf,
  shownFields,
  StringsRequest,
  typeOf,
} from './relations.request';
import type { ListedSection } from './section.request';
import { sectionQuery, SectionRequest } from './section.request';
import { ApiFunction, ApiSection } from './sections.openapi';

type ItemsPage = ResultPage<unknown> & { readonly notAnalysed?: string };

/** The route of a list of the document, page by page. */
const GetSection = (section: ListedSection): MethodDecorator =>
  applyDecorators(Get(section), Audited('read_result'), ApiSection(section));

/** The lists of a result, and one function of it. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id')
export class SectionsController {
  constructor(
    private readonly results: ReadResult,
    private readonly relations: ReadRelations,
    private readonly progress: ProgressView,
    private readonly ruleBook: RuleBook,
  ) {}

  @GetSection('functions')
  functions(@Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    return this.section('functions', FunctionsRequest, asked);
  }

  @Get('functions/:address')
  @Audited('read_result')
  @ApiFunction()
  async function(@Param('address') text: string, @Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    const reading = await this.results.functionOf(asked, referenceOf('address', text));
    if (!reading.ready) return notYet(this.progress, reading.job, asked.response);
    const { version, detail } = reading.result;
    if (isKnown(asked, reading, version, detail.address)) return undefined;
    return { data: detail, metadata: readingMetadata(reading) };
  }

  @GetSection('strings')
  strings(@Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    return this.section('strings', StringsRequest, asked);
  }

  @GetSection('imports')
  imports(@Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    return this.section('imports', ImportsRequest, asked);
  }

  @GetSection('exports')
  exports(@Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    return this.section('exports', SectionRequest, asked);
  }

  @GetSection('sections')
  sections(@Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    return this.section('sections', SectionRequest, asked);
  }

  private async section(
    section: ListedSection,
    shape: ClassConstructor<SectionRequest>,
    asked: Reading,
  ): Promise<Answer<unknown> | undefined> {
    const wanted = validatedQuery(shape, asked.query);
    const chosen = { ...sectionQuery(section, wanted, this.ruleBook.patterns), ...typeOf(wanted) };
    const [relations, fields] = [relationsOf(wanted), shownFields(wanted)];
    const window = { offset: offsetOf(wanted), limit: wanted.page_size };
    const reading = await this.page(asked, section, chosen, relations, window);
    if (!reading.ready) return notYet(this.progress, reading.job, asked.response);
    const { items, total, version, notAnalysed } = reading.result;
    if (isKnown(asked, reading, version, section, JSON.stringify([chosen, relations, fields, window])))
      return undefined;
    const { paging } = paged([], total, wanted);
    const why = notAnalysed !== undefined && { not_analysed: notAnalysed };
    const metadata = { ...why, ...pageMetadata(reading, section) };
    return { data: fields === undefined ? new ReadyJson(items) : onlyFields(items, fields), paging, metadata };
  }

  private page(
    asked: Reading,
    section: ListedSection,
    query: SectionQuery,
    relations: RelationsWanted | undefined,
    window: { readonly offset: number; readonly limit: number },
  ): Promise<ResultReading<ItemsPage>> {
    if (relations === undefined) return this.results.page(asked, section, query, window);
    return this.relations.page(asked, section, { ...query, relations }, window);
  }
}
