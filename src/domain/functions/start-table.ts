import type { CodeRanges } from '#domain/bytes/code-ranges';

/** The tables that keep function starts after the symbols are gone; `eh_frame_hdr` stands for it and the `eh_frame` that it indexes. */
export const START_TABLES = ['eh_frame_hdr', 'eh_frame', 'exidx', 'pdata', 'function_starts', 'gopclntab'] as const;
export type StartTable = (typeof START_TABLES)[number];

/** Entries taken of one table; the largest programs have a few hundred thousand functions. */
export const MAX_ENTRIES = 500_000;
/** Bytes read of one table. */
export const MAX_TABLE_SIZE = 32 << 20;

export interface RawStart {
  readonly address: bigint;
  /** Bytes, where the table says. */
  readonly size?: bigint;
  /** As the file has it, cut off at 512 bytes. */
  readonly name?: string;
}

/** How 32-bit ARM code is encoded. */
export type ArmMode = 'arm' | 'thumb';

/** A place that something leads to; whether a function begins there is not checked. */
export interface RawReach {
  readonly address: bigint;
  /**
   * `loader`: it is called before or after the program itself; `pointer`: its address is filled in by the loader, or computed by
   * the code; `call`: the code calls it.
   */
  readonly by: 'loader' | 'pointer' | 'call';
  /** Of 32-bit ARM code, where it is known. */
  readonly mode?: ArmMode;
}

/** A table as it stands in the file: unsorted, and nothing of it checked against the code. */
export interface RawTable {
  readonly table: StartTable;
  readonly entries: readonly RawStart[];
  /** What is wrong with it, or with a part of it that was left out. */
  readonly fault?: string;
}

export interface RawStarts {
  /** The most exact one first. */
  readonly tables: readonly RawTable[];
  readonly code: CodeRanges;
  readonly reached?: readonly RawReach[];
}
