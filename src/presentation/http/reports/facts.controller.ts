import { Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';

import { ReadCards } from '#application/reports/read-cards';
import { AppConfig } from '#config/app-config';
import { Audited } from '#presentation/http/access/audited';
import type { Reading } from '#presentation/http/analysis/asked';
import { Asked } from '#presentation/http/analysis/asked';
import { readJson } from '#presentation/http/body/json-body';
import { validated } from '#presentation/http/body/validated';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import type { FactAnswered } from './fact-answers';
import { FactAnswers } from './fact-answers';
import { ApiCard, ApiCards } from './facts.openapi';
import { FactRequest, FactsRequest } from './facts.request';

/** Things of a result whole, by their references: cards. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id/facts')
export class FactsController {
  constructor(
    private readonly answers: FactAnswers,
    private readonly cards: ReadCards,
    private readonly config: AppConfig,
  ) {}

  @Get(':ref')
  @Audited('read_result')
  @ApiCard()
  card(@Param('ref') ref: string, @Asked() asked: Reading): Promise<FactAnswered> {
    return this.read(asked, validatedQuery(FactRequest, asked.query), [ref]);
  }

  @Post()
  @HttpCode(HttpStatus.OK)
  @Audited('read_result')
  @ApiCards()
  async several(@Asked() asked: Reading): Promise<FactAnswered> {
    const wanted = validated(FactsRequest, await readJson(asked.request, this.config.server));
    return this.read(asked, wanted, wanted.refs);
  }

  private read(asked: Reading, query: FactRequest, refs: readonly string[]): Promise<FactAnswered> {
    return this.answers.page(asked, query, { refs, parts: query.parts }, (whole, around) =>
      this.cards.execute(asked, whole, around),
    );
  }
}
