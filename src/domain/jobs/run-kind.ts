import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { Architecture, ExecutableFormat } from '#domain/shared/executable-header';
import { isReadByUs } from '#domain/shared/own-code';
import { MB, SECOND_MS } from '#domain/shared/quantities';

/** What the time of a run depends on most. */
export interface RunKind {
  readonly depth: AnalysisDepth;
  readonly format: ExecutableFormat;
  readonly architecture: Architecture;
  /** Bytes of the sample. */
  readonly size: number;
}

/** What was measured of runs, as far as it helps to expect others. */
export interface SeenRuns {
  /** Mean of what a run took against what was usual for it; absent until one was measured. */
  readonly pace?: number;
  /** Of those that can be compared; `undefined` where there was none. */
  readonly ofKind: (kind: RunKind) => { readonly meanMs: number; readonly runs: number } | undefined;
}

/** Upper bounds of the size classes, bytes; what is larger has a class of its own. */
const SIZE_CLASSES = [MB / 4, MB, 4 * MB, 16 * MB, 64 * MB];
/** What a new measurement counts against the mean so far. */
export const MEASUREMENT_WEIGHT = 0.1;

/** Milliseconds that any run takes to begin with; radare2 loads PE files longest. */
const USUAL_BEGIN: Readonly<Record<ExecutableFormat, number>> = { elf: 220, macho: 220, pe: 250 };
/**
 * Milliseconds for the first megabyte, and to which power of their number others go: of 35 programs of ten processors (8 KB to
 * 2.6 MB), one after the other on two idle cores. Comprehensive depth was measured on busy ones, and is set in proportion.
 */
const USUAL_OF_SIZE: Readonly<Record<AnalysisDepth, { readonly ms: number; readonly power: number }>> = {
  quick: { ms: 220, power: 0.8 },
  standard: { ms: 1900, power: 1 },
  comprehensive: { ms: 10_000, power: 0.8 },
};
/** The same where we read the code ourselves, and no radare2 is loaded: of programs of 150 KB to 97 MB, on cores that others used too. */
const USUAL_OF_OURS = { begin: 60, ms: 450, power: 0.75 };
/** So many runs count as much as what is usual. */
const USUAL_COUNTS = 2;
/** One run says no more of others than this: some files take ten times what is usual for their size. */
const PACE = { least: 0.5, most: 2 };
/** The mean that the first measured pace is weighed against: one slow file at first is not the pace of a service. */
export const PACE_AT_FIRST = 1;

/** Runs of one name take times that can be compared: the same depth, format and reader of code, a size of the same order. */
export function runKindName(kind: RunKind): string {
  const { depth, format, size } = kind;
  const index = SIZE_CLASSES.findIndex((bound) => size <= bound);
  const name = `${depth}:${format}:${index < 0 ? SIZE_CLASSES.length : index}`;
  return readsItself(kind) ? `${name}:own` : name;
}

/** Milliseconds, where nothing was measured. */
export function usualRunMs(kind: RunKind): number {
  const { depth, format, size } = kind;
  if (readsItself(kind)) {
    const { begin, ms, power } = USUAL_OF_OURS;
    return Math.round(begin + ms * (size / MB) ** power);
  }
  const { ms, power } = USUAL_OF_SIZE[depth];
  return Math.round(USUAL_BEGIN[format] + ms * (size / MB) ** power);
}

/** What a run took against what is usual for it. */
export function paceOf(kind: RunKind, milliseconds: number): number {
  return Math.min(PACE.most, Math.max(PACE.least, milliseconds / usualRunMs(kind)));
}

/** Milliseconds: what is usual at the pace of this service, and the more runs of its kind were seen, the more what those took. */
export function expectedRunMs(kind: RunKind, { pace = 1, ofKind }: SeenRuns): number {
  const usual = usualRunMs(kind) * pace;
  const seen = ofKind(kind);
  if (seen === undefined) return usual;
  return (USUAL_COUNTS * usual + seen.runs * seen.meanMs) / (USUAL_COUNTS + seen.runs);
}

/**
 * Milliseconds until a run ends that has gone on for longer than was expected: what is left of it takes as long as what is done,
 * percent for percent.
 * @param progress 0-100.
 */
export function overdueRunMs(elapsedMs: number, progress: number): number {
  const done = Math.min(99, Math.max(1, progress));
  return Math.max(SECOND_MS, (elapsedMs * (100 - done)) / done);
}

function readsItself({ depth, architecture }: RunKind): boolean {
  return depth === 'standard' && isReadByUs(architecture);
}

/** The exponentially weighted mean after one more measurement. */
export function weigh(mean: number | undefined, measured: number): number {
  return mean === undefined ? measured : mean + MEASUREMENT_WEIGHT * (measured - mean);
}
