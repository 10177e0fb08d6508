import type { Evidence, Severity } from '#domain/document/security-findings';

/** One thing to report about one file, whoever found it. */
export interface SarifEntry {
  readonly ruleId: string;
  /** What the rule is about, in our words. */
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly attack: readonly string[];
  /** Of this file. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** Fails the run: an error, however severe. */
  readonly fails: boolean;
  /** Put up with, for this reason. */
  readonly waived?: string;
}
