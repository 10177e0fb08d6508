import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { FocusArea } from '#domain/document/focus-area';
import type { StageName } from '#domain/document/stages';
import type { Anatomy } from '#domain/results/assemble-document';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { Sha256 } from '#domain/shared/sha256';
import type { EngineIdentity } from './engine-probe.port';

/** Plain data only: an engine may run in another thread or process. */
export interface EngineTask {
  /** Absolute path that leads to one regular file as long as the analysis takes. */
  readonly samplePath: string;
  /** Of the content: whatever else it is called, it is the same sample. */
  readonly sha256: Sha256;
  /** Bytes. */
  readonly size: number;
  readonly header: ExecutableHeader;
  readonly depth: AnalysisDepth;
  /** Empty: all. */
  readonly focusAreas: readonly FocusArea[];
  /** Milliseconds from the call on. */
  readonly timeoutMs: number;
}

export interface EngineReport extends Anatomy {
  readonly identity: EngineIdentity;
}

export interface EngineProgress {
  readonly stage: StageName;
  /** 0-100, of the whole analysis; never falls. */
  readonly percent: number;
}

/** Takes a binary apart. Every sample is hostile: whatever it does to the engine, the caller gets an answer in time. */
export abstract class AnalysisEngine {
  /**
   * Ends within the timeout (plus a second for the clean-up) whatever the sample does; no process and no file of it is left then.
   * A stage after `structure` that fails or runs out of time is reported in `stages`, never thrown.
   * @throws DomainError `ANALYSIS_TIMEOUT` when not even the structure was read in time, `ENGINE_FAILED` when the engine died over it
   *   or did not load it, `CORRUPT_BINARY` when nothing at all could be learned. @throws the signal's reason when it aborts.
   * @param onInterim Hears what is known while a stage after the structure takes long, once for each such stage: the document may be
   *   made of it. That stage is `skipped` in it, with the reason `UNDER_WAY`. It is called between other work, and must not throw.
   */
  abstract analyse(
    task: EngineTask,
    onProgress: (progress: EngineProgress) => void,
    signal: AbortSignal,
    onInterim?: (report: EngineReport) => void,
  ): Promise<EngineReport>;
}
