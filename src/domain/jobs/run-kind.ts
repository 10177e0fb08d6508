import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { Architecture, ExecutableFormat, ExecutableHeader } from '#domain/shared/executable-header';
import { isReadByUs } from '#domain/shared/own-code';
import { MB, SECOND_MS } from '#domain/shared/quantities';

/** What the time of a run depends on most. */
export interface RunKind {
  readonly depth: AnalysisDepth;
  readonly format: ExecutableFormat;
  readonly architecture: Architecture;
  /** Bytes that are analysed. */
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

/** At which we need no radare2, where we read the code. */
type OwnDepth = Exclude<AnalysisDepth, 'comprehensive'>;

/** What a run takes: milliseconds to begin with, for the first megabyte, and to which power of their number others go. */
interface Usual {
  readonly begin: number;
  readonly ms: number;
  readonly power: number;
}

/** Of radare2, of the 35 samples (8 KB to 2.6 MB, ten processors) on two busy cores, one after the other; `npm run bench -- estimates`. */
const USUAL: Readonly<Record<AnalysisDepth, Usual>> = {
  quick: { begin: 90, ms: 100, power: 0.8 },
  standard: { begin: 200, ms: 1900, power: 1 },
  comprehensive: { begin: 100, ms: 13_000, power: 1.2 },
};
/** radare2 loads PE files longest: so much more at quick depth, which is little else. */
const LOADING_PE_MS = 160;
/** The share of that where radare2 follows little of the code. */
const LITTLE_FOLLOWED: Readonly<Record<AnalysisDepth, Readonly<Partial<Record<Architecture, number>>>>> = {
  quick: {},
  standard: { ia64: 0.3, hppa: 0.3, alpha: 0.5 },
  comprehensive: { ia64: 0.25, alpha: 0.2 },
};
/** The same where we read everything ourselves, and no radare2 is loaded: of the samples, and programs up to 97 MB. */
const USUAL_OF_OURS: Readonly<Record<OwnDepth, Usual>> = {
  quick: { begin: 15, ms: 80, power: 1 },
  standard: { begin: 15, ms: 480, power: 0.8 },
};
/** So many runs count as much as what is usual. */
const USUAL_COUNTS = 2;
/** One run says no more of others than this: some files take ten times what is usual for their size. */
const PACE = { least: 0.5, most: 2 };
/** The mean that the first measured pace is weighed against: one slow file at first is not the pace of a service. */
export const PACE_AT_FIRST = 1;

/** Of a universal file one image is analysed. */
export function runKindOf(depth: AnalysisDepth, size: number, header: ExecutableHeader): RunKind {
  const { format, architecture, slices, slice = 0 } = header;
  return { depth, format, architecture, size: slices?.[slice]?.size ?? size };
}

/** Runs of one name take times that can be compared: the same depth, format and reader of code, a size of the same order. */
export function runKindName(kind: RunKind): string {
  const { depth, format, size } = kind;
  const index = SIZE_CLASSES.findIndex((bound) => size <= bound);
  const name = `${depth}:${format}:${index < 0 ? SIZE_CLASSES.length : index}`;
  return readsItself(kind) ? `${name}:own` : name;
}

/** Milliseconds, where nothing was measured. */
export function usualRunMs(kind: RunKind): number {
  const { depth, format, architecture, size } = kind;
  if (readsItself(kind)) return msOf(USUAL_OF_OURS[kind.depth], size);
  const followed = LITTLE_FOLLOWED[depth][architecture] ?? 1;
  const loading = format === 'pe' && depth === 'quick' ? LOADING_PE_MS : 0;
  const { begin, ms, power } = USUAL[depth];
  return msOf({ begin: begin + loading, ms: followed * ms, power }, size);
}

function msOf({ begin, ms, power }: Usual, size: number): number {
  return Math.round(begin + ms * (size / MB) ** power);
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

function readsItself(kind: RunKind): kind is RunKind & { readonly depth: OwnDepth } {
  return kind.depth !== 'comprehensive' && isReadByUs(kind.architecture);
}

/** The exponentially weighted mean after one more measurement. */
export function weigh(mean: number | undefined, measured: number): number {
  return mean === undefined ? measured : mean + MEASUREMENT_WEIGHT * (measured - mean);
}
