import type { CodeRanges } from './code-ranges';

/** The tables that keep function starts after the symbols are gone; `eh_frame_hdr` stands for it and the `eh_frame` that it indexes. */
export const START_TABLES = ['eh_frame_hdr', 'eh_frame', 'pdata', 'function_starts', 'none'] as const;
export type StartTable = (typeof START_TABLES)[number];

/** Entries taken of one table; the largest programs have a few hundred thousand functions. */
export const MAX_ENTRIES = 500_000;
/** Bytes read of one table. */
export const MAX_TABLE_SIZE = 32 << 20;

export interface RawStart {
  readonly address: bigint;
  /** Bytes, where the table says. */
  readonly size?: bigint;
}

/** A table as it stands in the file: unsorted, and nothing of it checked against the code. */
export interface RawStarts {
  readonly table: StartTable;
  readonly entries: readonly RawStart[];
  readonly code: CodeRanges;
  /** What is wrong with a table, or a part of it, that was left out. */
  readonly fault?: string;
}
