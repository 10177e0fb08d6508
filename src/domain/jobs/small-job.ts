import type { AnalysisDepth } from '#domain/document/analysis-depth';

/** A byte of a file costs about so much more at the greatest depth, where all code is searched and some is decompiled. */
const COMPREHENSIVE_WEIGHT = 10;

/** Bytes: the file's size, or at comprehensive depth what a file of that cost would have. */
export function jobWeight({ depth, size }: { readonly depth: AnalysisDepth; readonly size: number }): number {
  return size * (depth === 'comprehensive' ? COMPREHENSIVE_WEIGHT : 1);
}

/**
 * Whether a job is soon done, so that it need not wait for those that are not.
 * @param smallBytes largest file that is small; at comprehensive depth, a tenth of it.
 */
export function isSmallJob(job: { readonly depth: AnalysisDepth; readonly size: number }, smallBytes: number): boolean {
  return jobWeight(job) <= smallBytes;
}
