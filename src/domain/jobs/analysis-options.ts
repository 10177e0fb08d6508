import { createHash } from 'node:crypto';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { FocusArea } from '#domain/document/focus-area';
import type { Sha256 } from '#domain/shared/sha256';
import type { CustomPatternRequest } from './custom-pattern-request';

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
  readonly enableSecurityScan: boolean;
  /** Patterns of the caller's own to look for in the strings. */
  readonly customPatterns: readonly CustomPatternRequest[];
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

/** What made a result: another engine or other rules make another one. */
export interface ResultVersions {
  readonly engine: string;
  readonly rules: string;
}

/** Whether findings are asked for: the scan is on, and the focus does not leave security out. */
export function wantsFindings(options: Pick<AnalysisOptions, 'enableSecurityScan' | 'focusAreas'>): boolean {
  const { enableSecurityScan, focusAreas } = options;
  return enableSecurityScan && (focusAreas.length === 0 || focusAreas.includes('security'));
}

/** The timeout, the priority and the caller are not part of it: they do not change what a complete result says. */
export function contentKey(sample: Sha256, options: AnalysisOptions, versions: ResultVersions): ContentKey {
  const { depth, focusAreas, enableSecurityScan, customPatterns } = options;
  const patterns = customPatterns.map(({ name, pattern, severity }) => [name, pattern, severity]);
  const asked = [depth, [...focusAreas].sort(), enableSecurityScan, patterns];
  const identity = JSON.stringify([sample, asked, versions.engine, versions.rules]);
  return createHash('sha256').update(identity).digest('hex') as ContentKey;
}
