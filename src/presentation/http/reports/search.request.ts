import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

import type { FactKind } from '#domain/report/fact';
import { REPORT_KINDS } from '#domain/report/fact';
import { MOST_PATHS } from '#domain/report/path-facts';
import { LONGEST_QUERY } from '#domain/report/search-query';
import { LONGEST_REFERENCE } from '#presentation/http/analysis/relations.request';
import { WholeNumber } from '#presentation/http/body/whole-number';
import { CommaList, FactPageRequest, TOKEN_BUDGET } from './report.request';

export const USUAL_PATHS = 5;

/** The query of a search. */
export class SearchRequest extends FactPageRequest {
  @WholeNumber(TOKEN_BUDGET.least, TOKEN_BUDGET.most)
  override readonly max_tokens: number = TOKEN_BUDGET.survey;

  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_QUERY)
  readonly q: string = '';

  @CommaList(REPORT_KINDS)
  readonly kinds: readonly FactKind[] = [];
}

/** The query of paths. */
export class PathsRequest extends FactPageRequest {
  @WholeNumber(TOKEN_BUDGET.least, TOKEN_BUDGET.most)
  override readonly max_tokens: number = TOKEN_BUDGET.survey;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_REFERENCE)
  readonly from?: string;

  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_REFERENCE)
  readonly to: string = '';

  @WholeNumber(1, MOST_PATHS)
  readonly max_paths: number = USUAL_PATHS;

  @IsIn(['true', 'false'])
  readonly whole: 'true' | 'false' = 'false';
}
