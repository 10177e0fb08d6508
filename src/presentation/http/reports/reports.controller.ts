import { Controller, Get } from '@nestjs/common';

import { ViewResult } from '#application/reports/view-result';
import { Audited } from '#presentation/http/access/audited';
import type { Reading } from '#presentation/http/analysis/asked';
import { Asked } from '#presentation/http/analysis/asked';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { reportPage } from '#presentation/http/pages/report-page';
import type { FactAnswered } from './fact-answers';
import { FactAnswers } from './fact-answers';
import { isPageWanted, PageAnswers } from './page-answers';
import { ReportRequest, SurveyRequest } from './report.request';
import { ApiReport } from './reports.openapi';

/** A result as facts in lines, for language models and people: pages of any size, nothing lost silently. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id')
export class ReportsController {
  constructor(
    private readonly answers: FactAnswers,
    private readonly pages: PageAnswers,
    private readonly viewing: ViewResult,
  ) {}

  @Get('report')
  @Audited('read_result')
  @ApiReport('report')
  report(@Asked() asked: Reading): Promise<FactAnswered> {
    const query = validatedQuery(ReportRequest, asked.query);
    if (!isPageWanted(asked, query)) return this.read(asked, query);
    return this.pages.answer(asked, query, {
      read: (showSuspicious) => this.viewing.execute(asked, showSuspicious),
      write: reportPage,
    });
  }

  @Get('survey')
  @Audited('read_result')
  @ApiReport('survey')
  survey(@Asked() asked: Reading): Promise<FactAnswered> {
    return this.read(asked, validatedQuery(SurveyRequest, asked.query));
  }

  private read(asked: Reading, query: ReportRequest): Promise<FactAnswered> {
    return this.answers.answer(asked, query, { kind: 'report', focus: query.focus, kinds: query.kinds });
  }
}
