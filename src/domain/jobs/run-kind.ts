import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { MB } from '#domain/shared/quantities';

/** Upper bounds of the size classes, bytes; what is larger has a class of its own. */
const SIZE_CLASSES = [MB / 4, MB, 4 * MB, 16 * MB, 64 * MB];
/** What a new measurement counts against the mean so far. */
export const MEASUREMENT_WEIGHT = 0.1;

/** Runs of one name take times that can be compared: the same depth, a size of the same order. */
export function runKindName({ depth, size }: { readonly depth: AnalysisDepth; readonly size: number }): string {
  const index = SIZE_CLASSES.findIndex((bound) => size <= bound);
  return `${depth}:${index < 0 ? SIZE_CLASSES.length : index}`;
}

/** The exponentially weighted mean after one more measurement. */
export function weigh(mean: number | undefined, measured: number): number {
  return mean === undefined ? measured : mean + MEASUREMENT_WEIGHT * (measured - mean);
}
