import type { Count, RiskScore } from '#domain/shared/quantities';
import type { Capability, NarrativeSentence } from './account';
import type { CodeCoverage, FunctionNames } from './functions';
import type { Hardening } from './hardening';
import type { ImportCategory } from './import-category';
import type { PagedSection } from './parts';
import type { Finding, Verdict } from './security-findings';

export interface Summary {
  /** Entries of each list; null where it was not analysed. */
  readonly counts: Readonly<Record<'sections' | 'segments' | 'libraries', Count>> &
    Readonly<Record<Exclude<PagedSection, 'sections'>, Count | null>>;
  readonly hardening: Hardening;
  /** How much code lies in functions. Absent when code was not analysed. */
  readonly coverage?: CodeCoverage;
  /** Where names of functions are from. Absent when functions were not asked for. */
  readonly names?: FunctionNames;
  /**
   * That it needs.
   *
   * @origin sample
   */
  readonly libraries: readonly string[];
  /**
   * Imports that tell most. By category, at most 12 names each; null where none were read.
   *
   * @origin sample
   */
  readonly notable_imports: Readonly<Partial<Record<ImportCategory, readonly string[]>>> | null;
  /** 0-10, as in `security_findings`; null where no security scan was asked for. */
  readonly risk_score: RiskScore | null;
  /** The score in a word, with its strongest reasons; as in `security_findings`. Null where no security scan was asked for. */
  readonly verdict: Verdict | null;
  /** The most severe. Null where no security scan was asked for. */
  readonly top_findings: readonly Pick<Finding, 'id' | 'title' | 'severity' | 'category'>[] | null;
  /** What it can do. Null where neither imports nor strings were read, from which they follow. */
  readonly capabilities: readonly Capability[] | null;
  /**
   * What the binary is and does, in a few plain sentences.
   *
   * @origin sample
   */
  readonly narrative: string;
  /** Its sentences, each with the fields that say the same. */
  readonly narrative_sources: readonly NarrativeSentence[];
}
