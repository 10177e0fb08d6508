import { IsIn, IsOptional } from 'class-validator';

import { PageRequest } from '#presentation/http/answer/paging';

export const LISTING_FORMATS = ['json', 'text'] as const;
export type ListingFormat = (typeof LISTING_FORMATS)[number];

/** The query of a page of lines. */
export class LinesRequest extends PageRequest {
  @IsOptional()
  @IsIn(LISTING_FORMATS)
  readonly format?: ListingFormat;
}
