import type { Share } from '#domain/shared/quantities';
import type { ConfidenceReason } from './account';
import type { Resource } from './anatomy-facts';
import type { DecompiledFunction } from './decompiled';
import type { FunctionInfo } from './functions';
import type { AnalysisMetadata } from './metadata';
import type { NotAnalysed, PagedSection } from './parts';
import type { Section, Segment } from './sections';
import type { SecurityFindings } from './security-findings';
import type { ExtractedString } from './strings';
import type { Summary } from './summary';
import type { Export, Import } from './symbols';

/**
 * The result document, in the form in which it is stored and served (snake_case JSON): frozen, the same for every reader.
 * Text that came from the sample is bounded, valid UTF-8 and without control, bidirectional and zero-width characters.
 */
export const SCHEMA_VERSION = '1.0';

export interface AnalysisDocument {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly success: true;
  /**
   * 0-1: how complete this account of the file is. It says nothing about harm: that is `risk_score` and the verdict,
   * which can be no surer than the account that they rest on.
   */
  readonly confidence: Share;
  /** What takes from it. */
  readonly confidence_reasons: readonly ConfidenceReason[];
  /** Parts that nobody looked at. By choice or for lack of time, they are empty: nothing follows from that about the file. */
  readonly not_analysed: readonly NotAnalysed[];
  /** The run, and facts of the file. */
  readonly metadata: AnalysisMetadata;
  readonly summary: Summary;
  /** What rules found. Null where no security scan was asked for. */
  readonly security_findings: SecurityFindings | null;
  readonly sections: readonly Section[];
  /** What is loaded where. */
  readonly segments: readonly Segment[];
  /**
   * That it needs.
   *
   * @origin sample
   */
  readonly libraries: readonly string[];
  /** Of a PE file; at most 1,000. */
  readonly resources: readonly Resource[];
  /** All that are known. */
  readonly functions: readonly FunctionInfo[];
  readonly strings: readonly ExtractedString[];
  /** What it takes from others. */
  readonly imports: readonly Import[];
  /** What others can take from it. */
  readonly exports: readonly Export[];
  /** Pseudo code, at comprehensive depth. Of the functions that tell most, the most telling first. */
  readonly decompiled: readonly DecompiledFunction[];
}

/** The document without its long lists: what a summary is made from. */
export type DocumentHead = Omit<AnalysisDocument, PagedSection>;
