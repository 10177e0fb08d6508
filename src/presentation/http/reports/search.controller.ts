import { Controller, Get } from '@nestjs/common';

import { Audited } from '#presentation/http/access/audited';
import type { Reading } from '#presentation/http/analysis/asked';
import { Asked } from '#presentation/http/analysis/asked';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import type { FactAnswered } from './fact-answers';
import { FactAnswers } from './fact-answers';
import { ApiPaths, ApiSearch } from './search.openapi';
import { PathsRequest, SearchRequest } from './search.request';

/** Questions to the facts of a result: which fit a query, and how something is reached by calls. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id')
export class SearchController {
  constructor(private readonly answers: FactAnswers) {}

  @Get('search')
  @Audited('read_result')
  @ApiSearch()
  search(@Asked() asked: Reading): Promise<FactAnswered> {
    const query = validatedQuery(SearchRequest, asked.query);
    return this.answers.answer(asked, query, { kind: 'search', query: query.q, kinds: query.kinds });
  }

  @Get('paths')
  @Audited('read_result')
  @ApiPaths()
  paths(@Asked() asked: Reading): Promise<FactAnswered> {
    const query = validatedQuery(PathsRequest, asked.query);
    const { from, to, max_paths: maxPaths, whole } = query;
    const wanted = { to, maxPaths, isWhole: whole === 'true', ...(from !== undefined && { from }) };
    return this.answers.answer(asked, query, { kind: 'paths', ...wanted });
  }
}
