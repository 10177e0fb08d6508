import { createHash } from 'node:crypto';

import type { Sha256 } from '#domain/shared/sha256';
import type { AnalysisDepth } from './analysis-depth';

/** The parts of the document that a caller may restrict the analysis to. `security` needs all of the others. */
export const FOCUS_AREAS = ['security', 'functions', 'strings', 'imports', 'exports'] as const;
export type FocusArea = (typeof FOCUS_AREAS)[number];

/** What the caller asked for. */
export interface AnalysisOptions {
  readonly depth: AnalysisDepth;
  /** Sorted and without repeats; empty means all. */
  readonly focusAreas: readonly FocusArea[];
  /** Seconds from the start of processing, 30-1200. */
  readonly timeoutSeconds: number;
  /** 0-10, 10 is the most urgent. */
  readonly priority: number;
  readonly forceReanalysis: boolean;
}

/** Whether `area` is to be filled for these options. */
export function includes(options: Pick<AnalysisOptions, 'focusAreas'>, area: Exclude<FocusArea, 'security'>): boolean {
  return (
    options.focusAreas.length === 0 || options.focusAreas.includes('security') || options.focusAreas.includes(area)
  );
}

declare const contentKeyBrand: unique symbol;

/** Names one result: the same bytes, asked the same way, of the same engine. 64 hexadecimal digits. */
export type ContentKey = string & { readonly [contentKeyBrand]: true };

/** The timeout, the priority and the caller are not part of it: they do not change what a complete result says. */
export function contentKey(sample: Sha256, options: AnalysisOptions, engineVersion: string): ContentKey {
  const identity = JSON.stringify([sample, options.depth, [...options.focusAreas].sort(), engineVersion]);
  return createHash('sha256').update(identity).digest('hex') as ContentKey;
}
