import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { FunctionInfo } from '#domain/document/functions';
import type { StageReport } from '#domain/document/stages';
import type { Import } from '#domain/document/symbols';
import type { Radare2Answers } from './radare2-answers';
import { readDepth, withFingerprints } from './read-depth';
import { PERCENT } from './stage-percents';

export interface DepthStageOrder {
  readonly task: EngineTask;
  /** As they were related. */
  readonly functions: readonly FunctionInfo[];
  readonly imports: readonly Import[];
  /** Who has analysed the code; `undefined` where nobody has. */
  readonly answers: Radare2Answers | undefined;
  readonly signal: AbortSignal;
}

/** S4 where it was asked for: fingerprints and pseudo code of functions. No stage at a lesser depth. */
export async function readDepthStage(
  { task, functions, imports, answers, signal }: DepthStageOrder,
  onProgress: (progress: EngineProgress) => void,
): Promise<Pick<EngineReport, 'functions' | 'decompiled' | 'stages'>> {
  if (task.depth !== 'comprehensive') return { functions, decompiled: [], stages: [] };
  if (answers === undefined) {
    const stage: StageReport = { name: 'depth', status: 'skipped', elapsed_ms: 0, reason: 'No code was analysed.' };
    return { functions, decompiled: [], stages: [stage] };
  }
  const onShare = (share: number): void => {
    onProgress({ stage: 'depth', percent: PERCENT.code + share * (PERCENT.depth - PERCENT.code) });
  };
  onShare(0);
  const started = performance.now();
  const { fingerprints, decompiled, status, reason } = await readDepth(
    answers,
    { functions, imports },
    onShare,
    signal,
  );
  const elapsed_ms = Math.round(performance.now() - started);
  return {
    functions: withFingerprints(functions, fingerprints),
    decompiled,
    stages: [{ name: 'depth', status, elapsed_ms, ...(reason !== undefined && { reason }) }],
  };
}
