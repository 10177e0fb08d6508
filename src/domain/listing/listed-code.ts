import type { Address } from '#domain/shared/address';
import type { Architecture } from '#domain/shared/executable-header';
import { KB } from '#domain/shared/quantities';

/** Processors whose instructions can be listed. */
export const LISTED_ARCHITECTURES = ['x86', 'x86_64', 'arm64'] as const satisfies readonly Architecture[];
export type ListedArchitecture = (typeof LISTED_ARCHITECTURES)[number];

/** Bytes of code that are kept in one piece. */
export const CHUNK_BYTES = 64 * KB;

/**
 * What the listing of functions is made from, beside the bytes. Places are bytes behind `address`, within 31 bits; pairs are
 * beginnings and ends, one behind the other. Plain data.
 */
export interface CodeIndex {
  /** Of the first byte of code. */
  readonly address: Address;
  readonly architecture: ListedArchitecture;
  /** Operands of x86 are addresses as they stand. */
  readonly isFixed: boolean;
  /** Place that registers of position independent code of 32 bits point to. */
  readonly globalOffsetTable?: number;
  /** Pairs: memory that the file fills, the code included. */
  readonly memory: Int32Array;
  /** Pairs: places that stand for an import, ascending, each with the place by which the document knows it. */
  readonly slots: Int32Array;
  /** Functions that have code, ascending: where each begins, and where its pairs begin in `pieces`; one more at the end. */
  readonly places: Int32Array;
  readonly firsts: Int32Array;
  /** Pairs of each function, ascending: decoding begins anew at each. */
  readonly pieces: Int32Array;
  /** Which chunks of the code are kept, ascending. Of a function all are kept, or none. */
  readonly chunks: Int32Array;
}

/** Code as it is kept with a result. */
export interface ListedCode {
  readonly index: CodeIndex;
  /** All of it, from the first byte on; chunks are parts of it. */
  readonly bytes: Uint8Array;
}

export function isListed(architecture: Architecture): architecture is ListedArchitecture {
  return (LISTED_ARCHITECTURES as readonly Architecture[]).includes(architecture);
}

export function chunkOf({ bytes }: ListedCode, chunk: number): Uint8Array {
  return bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
}

/** Chunks that code from one place to before another lies in: the first, and behind the last. */
export function chunksOf(start: number, end: number): readonly [number, number] {
  return [Math.floor(start / CHUNK_BYTES), Math.ceil(end / CHUNK_BYTES)];
}
