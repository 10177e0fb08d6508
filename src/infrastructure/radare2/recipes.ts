import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { Architecture } from '#domain/shared/executable-header';
import type { Analysis } from './radare2-command';

/** Counts up with every change of what follows, or of what is known before: results of other recipes are other results. */
export const RECIPES_VERSION = 16;

/** How code is analysed once radare2 knows the functions that unwind tables name. */
export interface Recipe {
  /** Arguments and local variables: half of the time. */
  readonly variables: boolean;
  readonly steps: readonly Analysis[];
}

const CALLS: readonly Analysis[] = ['aa', 'aac'];
/** Preludes find the functions of ARM64 that nothing calls directly; on x86 and MIPS they find what is none. */
const CALLS_AND_PRELUDES: readonly Analysis[] = ['aa', 'aac', 'aap'];

/** Calls through a register that is set just before, or by way of a global pointer, show when functions are emulated. */
const CALLS_AND_EMULATION: readonly Analysis[] = ['aa', 'aac', 'aaef'];

/**
 * What it takes to find all functions that `aaa` finds, at 0.2 to 0.5 of its time. With `CALLS` alone the share is 0.93 on
 * ARM64, 0.92 on PowerPC, 0.86 on MIPS and 0.89 on ARM Mach-O; on all others it is whole.
 */
const STANDARD: Partial<Readonly<Record<Architecture, readonly Analysis[]>>> = {
  arm64: CALLS_AND_PRELUDES,
  arm: CALLS_AND_EMULATION,
  mips: CALLS_AND_EMULATION,
  mips64: CALLS_AND_EMULATION,
  powerpc: CALLS_AND_EMULATION,
  powerpc64: CALLS_AND_EMULATION,
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
