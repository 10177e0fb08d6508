import type { EngineProgress } from '#application/ports/analysis-engine.port';
import type { StageName } from '#domain/document/stages';

/**
 * One progress of whatever works, one after the other: in whole percents, never falling. What says nothing new, neither a stage nor
 * a percent, is not passed on: a record is written and listeners hear of each that is.
 */
export function risingProgress(onProgress: (progress: EngineProgress) => void): (progress: EngineProgress) => void {
  let highest = -1;
  let last: StageName | undefined;
  return ({ stage, percent }) => {
    const whole = Math.floor(percent);
    if (stage === last && whole <= highest) return;
    last = stage;
    highest = Math.max(highest, whole);
    onProgress({ stage, percent: highest });
  };
}
