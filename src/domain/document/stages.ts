import type { Count } from '#domain/shared/quantities';

/** intake: S0, structure: S1, code: S2, meaning: S3, depth: S4. */
export const STAGE_NAMES = ['intake', 'structure', 'code', 'depth', 'meaning'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

export const STAGE_STATUSES = ['ok', 'partial', 'timeout', 'failed', 'skipped'] as const;
export type StageStatus = (typeof STAGE_STATUSES)[number];

/** As a job shows them: also a stage that is under way. */
export type ShownStageStatus = StageStatus | 'running';
export const SHOWN_STAGE_STATUSES: readonly ShownStageStatus[] = ['running', ...STAGE_STATUSES];

/** Why a stage is `skipped` in a document that was made before the run came to its end. */
export const UNDER_WAY = 'It is still under way.';

/** Who has read code: the service itself, or radare2. */
export const CODE_READERS = ['bin2nlp', 'radare2'] as const;
export type CodeReader = (typeof CODE_READERS)[number];

export interface StageReport {
  readonly name: StageName;
  /** How it ended. */
  readonly status: StageStatus;
  readonly elapsed_ms: Count;
  /** Of the stage `code`, where code was read. */
  readonly reader?: CodeReader;
  /** Why it is not `ok`, or another has read the code. */
  readonly reason?: string;
}
