import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

import { PartialRequest } from './partial.request';

export const DETAIL_LEVELS = ['summary', 'full', 'functions', 'security', 'strings', 'imports', 'exports'] as const;
export type DetailLevel = (typeof DETAIL_LEVELS)[number];

/** The query of a result. */
export class DetailLevelRequest extends PartialRequest {
  @ApiPropertyOptional({
    enum: DETAIL_LEVELS,
    default: 'summary',
    description: 'summary: facts and counts; full: the whole document; a section: its first page.',
  })
  @IsIn(DETAIL_LEVELS)
  readonly detail_level: DetailLevel = 'summary';
}
