import type { Severity } from './security-findings';

/** What a caller looks for. */
export interface CustomPatternRequest {
  readonly name: string;
  readonly pattern: string;
  readonly severity: Severity;
}
