import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, MaxLength, MinLength } from 'class-validator';

import type { CardPart } from '#domain/report/card-question';
import { CARD_PARTS, MOST_CARDS } from '#domain/report/card-question';
import { LONGEST_REFERENCE } from '#presentation/http/analysis/relations.request';
import { CommaList, FactPageRequest } from './report.request';

/** The query of a card. */
export class FactRequest extends FactPageRequest {
  @CommaList(CARD_PARTS)
  readonly parts: readonly CardPart[] = CARD_PARTS;
}

/** The body of a request for several cards. */
export class FactsRequest extends FactRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CARDS)
  @ArrayUnique()
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(LONGEST_REFERENCE, { each: true })
  readonly refs: readonly string[] = [];
}
