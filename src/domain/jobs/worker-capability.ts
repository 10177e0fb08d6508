import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { MB } from '#domain/shared/quantities';
import { jobWeight } from './small-job';

/**
 * What a job can need of a worker beyond what every worker has. So few, since only two things make a worker unfit: it cannot have code
 * taken apart (no sandbox tier, no radare2), or the job is too large for its memory. Every worker reads all formats. In this order in records.
 * - `code`: radare2 looks at the code: standard and comprehensive depth. A quick analysis can be made of the file's own tables.
 * - `medium-memory`, `large-memory`: by the weight of the job (`jobWeight`); who has room for large ones has it for medium ones.
 */
export const WORKER_CAPABILITIES = ['code', 'medium-memory', 'large-memory'] as const;
export type WorkerCapability = (typeof WORKER_CAPABILITIES)[number];

/** The largest jobs that a worker has memory for. */
export const JOB_SIZES = ['small', 'medium', 'large'] as const;
export type JobSize = (typeof JOB_SIZES)[number];

/** Largest weights, in bytes, of small and medium jobs. */
export const LARGEST_WEIGHT = { small: 10 * MB, medium: 50 * MB } as const;

/** What makes a job need what it needs. */
export interface JobDemand {
  readonly depth: AnalysisDepth;
  /** Bytes of the file. */
  readonly size: number;
}

/** What a job needs; what is not named, every worker has. */
export function needsOf(demand: JobDemand): readonly WorkerCapability[] {
  const weight = jobWeight(demand);
  return [
    ...(demand.depth === 'quick' ? [] : (['code'] as const)),
    ...(weight <= LARGEST_WEIGHT.small
      ? []
      : ([weight <= LARGEST_WEIGHT.medium ? 'medium-memory' : 'large-memory'] as const)),
  ];
}

/** What a worker has that is set up like this. */
export function capabilitiesOf(worker: {
  readonly takesCode: boolean;
  readonly largestJobs: JobSize;
}): readonly WorkerCapability[] {
  return [
    ...(worker.takesCode ? (['code'] as const) : []),
    ...(worker.largestJobs === 'small' ? [] : (['medium-memory'] as const)),
    ...(worker.largestJobs === 'large' ? (['large-memory'] as const) : []),
  ];
}

/** What a worker with these capabilities lacks for a job; nothing: it can take it. Names that a later version knows are lacked. */
export function lacking(has: readonly string[], needs: readonly string[]): readonly string[] {
  return needs.filter((need) => !has.includes(need));
}

/** Bytes: the largest `jobWeight` that a worker takes with these; `undefined`: any. */
export function largestWeightFor(has: readonly string[]): number | undefined {
  if (has.includes('large-memory' satisfies WorkerCapability)) return undefined;
  return LARGEST_WEIGHT[has.includes('medium-memory' satisfies WorkerCapability) ? 'medium' : 'small'];
}

/** All that jobs can need: one list each. */
export const JOB_CLASSES: readonly (readonly WorkerCapability[])[] = (['quick', 'standard'] as const).flatMap((depth) =>
  [0, LARGEST_WEIGHT.medium, Infinity].map((size) => needsOf({ depth, size })),
);
