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
  /** @format uuid */
  readonly job_id: string;
  readonly analysis_config: {
    readonly analysis_depth: AnalysisDepth;
    readonly focus_areas: readonly FocusArea[];
    readonly timeout_seconds: Count;
    readonly enable_security_scan: boolean;
    /** @origin sample */
    readonly custom_patterns: readonly string[];
  };
  /**
   * ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly started_at: string;
  /** @format date-time */
  readonly completed_at: string;
  readonly duration_ms: Count;
  /** `fallback`: radare2 failed over the file, and the headers were read without it. */
  readonly engine: EngineName;
  readonly fallback_reason?: string;
  readonly radare2_version: string;
  /** Names the program and the recipes that made this; part of what identifies a result. */
  readonly engine_version: string;
  /** Of the rules that findings come from; part of what identifies a result. */
  readonly rules_version: string;
  readonly sandbox: ReportedSandbox;
  readonly stages: readonly StageReport[];
  readonly truncated: readonly Truncation[];
  readonly file: FileIdentity & FileFacts;
}
