import { Controller, Get, Param, StreamableFile } from '@nestjs/common';

import type { LinesPage, LinesWindow } from '#application/analysis/lines-page';
import { ReadListing } from '#application/analysis/read-listing';
import { ReadPseudoCode } from '#application/analysis/read-pseudo-code';
import type { ResultReading } from '#application/analysis/read-result';
import { Audited } from '#presentation/http/access/audited';
import type { Answer, Paging } from '#presentation/http/answer/envelope';
import { linkToNext } from '#presentation/http/answer/link-to-next';
import { offsetOf, paged } from '#presentation/http/answer/paging';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import type { Reading } from './asked';
import { Asked } from './asked';
import { ApiListing, ApiPseudoCode } from './listing.openapi';
import { LinesRequest } from './listing.request';
import { linesText, listingText, pageEnd } from './listing-text';
import { readingMetadata } from './page-metadata';
import { ProgressView } from './progress-view';
import { isKnown, notYet, referenceOf } from './reading-answers';

const TEXT = 'text/plain';

type Answered = Answer<unknown> | StreamableFile | undefined;

/** Functions line by line: their instructions, and their pseudo code. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id/functions/:ref')
export class ListingController {
  constructor(
    private readonly listings: ReadListing,
    private readonly pseudoCode: ReadPseudoCode,
    private readonly progress: ProgressView,
  ) {}

  @Get('listing')
  @Audited('read_result')
  @ApiListing()
  async listing(@Param('ref') reference: string, @Asked() asked: Reading): Promise<Answered> {
    const wanted = referenceOf('ref', reference);
    return this.page(
      asked,
      (window) => this.listings.page(asked, wanted, window),
      (lines, paging) => listingText(lines) + pageEnd(paging),
    );
  }

  @Get('pseudo_code')
  @Audited('read_result')
  @ApiPseudoCode()
  async pseudo(@Param('ref') reference: string, @Asked() asked: Reading): Promise<Answered> {
    const wanted = referenceOf('ref', reference);
    return this.page(asked, (window) => this.pseudoCode.page(asked, wanted, window), linesText);
  }

  private async page<Line>(
    asked: Reading,
    read: (window: LinesWindow) => Promise<ResultReading<LinesPage<Line>>>,
    textOf: (lines: readonly Line[], paging: Paging) => string,
  ): Promise<Answered> {
    const { request, response, query } = asked;
    const wanted = validatedQuery(LinesRequest, query);
    const { format } = wanted;
    if (format === undefined) response.vary('Accept');
    const isText = format === 'text' || (format === undefined && request.accepts(['json', TEXT]) === TEXT);
    const reading = await read({ offset: offsetOf(wanted), limit: wanted.page_size });
    if (!reading.ready) return notYet(this.progress, reading.job, response);
    const { version, lines, total, function: owner } = reading.result;
    const answer = paged(lines, total, wanted);
    if (answer.paging.has_next) linkToNext(request, response, 'page', String(answer.paging.page + 1));
    if (isKnown(asked, reading, version, request.path, JSON.stringify([wanted, isText]))) return undefined;
    if (!isText) return { ...answer, metadata: { ...readingMetadata(reading), function: owner } };
    return new StreamableFile(Buffer.from(textOf(lines, answer.paging)), { type: `${TEXT}; charset=utf-8` });
  }
}
