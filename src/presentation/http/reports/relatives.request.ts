import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

import { LONGEST_REFERENCE } from '#presentation/http/analysis/relations.request';
import { FactPageRequest } from './report.request';

/** The query of what is alike. */
export class SimilarRequest extends FactPageRequest {
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_REFERENCE)
  readonly ref?: string;
}
