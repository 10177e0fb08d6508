import type { Severity } from '#domain/document/security-findings';

/** What a caller looks for. */
export interface CustomPatternRequest {
  readonly name: string;
  readonly pattern: string;
  readonly severity: Severity;
}
