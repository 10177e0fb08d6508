import type { StringType } from '#domain/document/string-types';
import type { ScanOptions } from './string-scanner';
import type { PlaceContent } from './text-place';
import type { TextRun } from './text-run';

/** How long texts are, and whether a zero ends them. */
export type Bar = Pick<ScanOptions, 'shortest' | 'shortestWide' | 'isTerminated'>;

const DATA: Bar = { shortest: 4, shortestWide: 4, isTerminated: false };
const BARS: Partial<Readonly<Record<PlaceContent, Bar>>> = {
  code: { shortest: 5, shortestWide: 6, isTerminated: true },
  dense: { shortest: 8, shortestWide: 8, isTerminated: false },
  unknown: { shortest: 8, shortestWide: 8, isTerminated: false },
};
/** Four printable bytes in a row are common in machine code; eight are less so, and seldom read like text. */
const SHORTEST_AFTER_CODE = 8;
/** Instructions that save and restore registers, one after the other, on x86-64: `AWAVAUAT`, `A\A]A^A_`. */
const SAVED_REGISTERS = /(?:A[T-W\\\]^_]){2}/;

export function barOf(holds: PlaceContent): Bar {
  return BARS[holds] ?? DATA;
}

/** Whether a text may be one by what stands before it, before it is read. */
export function isPossible({ encoding, length, isBegun }: TextRun, holds: PlaceContent): boolean {
  if (holds !== 'code' || isBegun) return true;
  return length >= SHORTEST_AFTER_CODE && encoding !== 'utf-8';
}

/** Whether it reads like text where other things look like it. */
export function isReadable(content: string, type: StringType, holds: PlaceContent): boolean {
  if (holds !== 'code' && holds !== 'unknown') return true;
  return type !== 'binary_data' && !SAVED_REGISTERS.test(content);
}
