import type { Address } from '#domain/shared/address';
import type { Count } from '#domain/shared/quantities';
import type { Place } from './place';
import type { StringType } from './string-types';
import type { Users } from './users';

export const STRING_ENCODINGS = ['ascii', 'utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const;
export type StringEncoding = (typeof STRING_ENCODINGS)[number];

/**
 * Its users are those whose code names its place. Texts of Go and Rust, which run together without an end of their own, are told
 * apart where code is read (not at quick depth): where code and data point to, with the length beside the pointer; they may lie
 * within one another, and code that names the pointer to one uses it too.
 */
export interface ExtractedString extends Users {
  /**
   * What the file has at `offset`, at most 4096 UTF-16 units: backslashes, tabs and line ends (`\n`, `\r\n`) are themselves. Only
   * other control characters, and those that hide or reorder text, are written as their code point, such as `\u{1b}`.
   *
   * @origin sample
   */
  readonly content: string;
  readonly address: Address;
  /** In the file. */
  readonly offset: Address;
  /** Characters as they are in the file, before any cut. */
  readonly length: Count;
  readonly encoding: StringEncoding;
  /**
   * That holds it.
   *
   * @origin sample
   */
  readonly section?: string;
  /** What it looks like. */
  readonly type: StringType;
  /** The first function, by address, whose code names this string's place. */
  readonly context?: Place;
}
