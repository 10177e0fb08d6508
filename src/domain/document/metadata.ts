import type { Count } from '#domain/shared/quantities';
import type { AnalysisDepth } from './analysis-depth';
import type { FileFacts, FileIdentity } from './file-facts';
import type { FocusArea } from './focus-area';
import type { Truncation } from './parts';
import type { ReportedSandbox } from './sandbox-tier';
import type { StageReport } from './stages';

export const ENGINES = ['radare2', 'fallback'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface AnalysisMetadata {
  /**
   * Also the analysis id.
   *
   * @format uuid
   */
  readonly job_id: string;
  /** As it was asked for. */
  readonly analysis_config: {
    /** How much was looked at. */
    readonly analysis_depth: AnalysisDepth;
    /** Lists that were asked for. */
    readonly focus_areas: readonly FocusArea[];
    readonly timeout_seconds: Count;
    /** Whether rules were tried. */
    readonly enable_security_scan: boolean;
    /**
     * Regular expressions sent with it.
     *
     * @origin sample
     */
    readonly custom_patterns: readonly string[];
  };
  /**
   * ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly started_at: string;
  /**
   * ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly completed_at: string;
  readonly duration_ms: Count;
  /** `fallback`: radare2 failed over the file, and the headers were read without it. */
  readonly engine: EngineName;
  /** Why radare2 failed. */
  readonly fallback_reason?: string;
  readonly radare2_version: string;
  /** Names the program and the recipes that made this; part of what identifies a result. */
  readonly engine_version: string;
  /** Of the rules that findings come from; part of what identifies a result. */
  readonly rules_version: string;
  /** What confined it. */
  readonly sandbox: ReportedSandbox;
  /** How each went. */
  readonly stages: readonly StageReport[];
  /** Lists that a cap cut. */
  readonly truncated: readonly Truncation[];
  /** What the file says of itself. */
  readonly file: FileIdentity & FileFacts;
}
