import type { AnalysisDepth } from '#domain/analysis/analysis-depth';
import type { Architecture } from '#domain/identification/executable-header';
import type { Analysis } from './radare2-command';

/** Counts up with every change of what follows: results of other recipes are other results. */
export const RECIPES_VERSION = 1;

/** How code is analysed once radare2 knows the functions that unwind tables name. */
export interface Recipe {
  /** Arguments and local variables: half of the time. */
  readonly variables: boolean;
  readonly steps: readonly Analysis[];
}

const CALLS: readonly Analysis[] = ['aa', 'aac'];
/** Preludes find the functions of ARM64 that nothing calls directly; on x86 and MIPS they find what is none. */
const CALLS_AND_PRELUDES: readonly Analysis[] = ['aa', 'aac', 'aap'];

const STANDARD: Partial<Readonly<Record<Architecture, readonly Analysis[]>>> = {
  arm64: CALLS_AND_PRELUDES,
};

/** `undefined`: code is not analysed. */
export function recipeFor(depth: AnalysisDepth, architecture: Architecture): Recipe | undefined {
  switch (depth) {
    case 'quick':
      return undefined;
    case 'standard':
      return { variables: false, steps: STANDARD[architecture] ?? CALLS };
    case 'comprehensive':
      return { variables: true, steps: ['aaa'] };
  }
}
