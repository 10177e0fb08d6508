import { Controller, Get, Param } from '@nestjs/common';

import { CompareResults } from '#application/reports/compare-results';
import { ReadSimilar } from '#application/reports/read-similar';
import { Audited } from '#presentation/http/access/audited';
import type { Reading } from '#presentation/http/analysis/asked';
import { Asked } from '#presentation/http/analysis/asked';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { comparePage } from '#presentation/http/pages/compare-page';
import { similarPage } from '#presentation/http/pages/similar-page';
import type { FactAnswered } from './fact-answers';
import { FactAnswers } from './fact-answers';
import { isPageWanted, PageAnswers } from './page-answers';
import { ApiCompare, ApiSimilar } from './relatives.openapi';
import { SimilarRequest } from './relatives.request';
import { FactPageRequest } from './report.request';

/** A result beside others of the same owner. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id')
export class RelativesController {
  constructor(
    private readonly answers: FactAnswers,
    private readonly comparing: CompareResults,
    private readonly looking: ReadSimilar,
    private readonly pages: PageAnswers,
  ) {}

  @Get('compare/:other')
  @Audited('read_result')
  @ApiCompare()
  compare(@Param('other') other: string, @Asked() asked: Reading): Promise<FactAnswered> {
    const query = validatedQuery(FactPageRequest, asked.query);
    if (isPageWanted(asked, query))
      return this.pages.answer(asked, query, {
        read: (showSuspicious) => this.comparing.view(asked, other, showSuspicious),
        write: comparePage,
      });
    return this.answers.page(asked, query, { kind: 'compare' as const }, (whole, around) =>
      this.comparing.execute(asked, other, whole, around),
    );
  }

  @Get('similar')
  @Audited('read_result')
  @ApiSimilar()
  similar(@Asked() asked: Reading): Promise<FactAnswered> {
    const query = validatedQuery(SimilarRequest, asked.query);
    if (query.ref === undefined && isPageWanted(asked, query))
      return this.pages.answer(asked, query, {
        read: (showSuspicious) => this.looking.view(asked, showSuspicious),
        write: similarPage,
      });
    const question = { kind: 'similar' as const, ...(query.ref !== undefined && { ref: query.ref }) };
    return this.answers.page(asked, query, question, (whole, around) => this.looking.execute(asked, whole, around));
  }
}
