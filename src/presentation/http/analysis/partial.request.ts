import { IsIn, IsOptional } from 'class-validator';

export const PARTIAL_CHOICES = ['true', 'false'] as const;
export type PartialChoice = (typeof PARTIAL_CHOICES)[number];

/** The query of what can be read while it is being made. */
export class PartialRequest {
  @IsOptional()
  @IsIn(PARTIAL_CHOICES)
  readonly partial?: PartialChoice;
}
