import { Controller, Get } from '@nestjs/common';

import { Audited } from '#presentation/http/access/audited';
import type { Reading } from '#presentation/http/analysis/asked';
import { Asked } from '#presentation/http/analysis/asked';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import type { FactAnswered } from './fact-answers';
import { FactAnswers } from './fact-answers';
import { ReportRequest, SurveyRequest } from './report.request';
import { ApiReport } from './reports.openapi';

/** A result as facts in lines, for language models and people: pages of any size, nothing lost silently. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id')
export class ReportsController {
  constructor(private readonly answers: FactAnswers) {}

  @Get('report')
  @Audited('read_result')
  @ApiReport('report')
  report(@Asked() asked: Reading): Promise<FactAnswered> {
    return this.read(asked, validatedQuery(ReportRequest, asked.query));
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
