import { IsIn, IsString, Length } from 'class-validator';

import type { Severity } from '#domain/document/security-findings';
import { SEVERITIES } from '#domain/document/security-findings';
import { CUSTOM_PATTERN_LIMITS } from '#domain/findings/custom-patterns';

/** A pattern of the caller's own. */
export class CustomPatternOption {
  @IsString()
  @Length(1, CUSTOM_PATTERN_LIMITS.name)
  readonly name: string = '';

  @IsString()
  @Length(1, CUSTOM_PATTERN_LIMITS.pattern)
  readonly pattern: string = '';

  @IsIn(SEVERITIES)
  readonly severity: Severity = 'medium';
}
