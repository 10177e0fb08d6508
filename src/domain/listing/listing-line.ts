import type { Address } from '#domain/shared/address';

export const REFERENCE_KINDS = ['function', 'import', 'string', 'data'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** Characters of a string that is quoted beside an instruction. */
export const QUOTED_CHARACTERS = 80;

/** What an instruction names. */
export interface ReferredItem {
  readonly address: Address;
  /** `data`: memory that the document has no name for. */
  readonly kind: ReferenceKind;
  /** Of a function or an import. */
  readonly name?: string;
  /** Content of a string, at most 80 characters of it. */
  readonly string?: string;
}

/** One instruction, or bytes that are none. */
export interface ListingLine {
  readonly address: Address;
  /**
   * Hexadecimal, as they are in the file.
   *
   * @pattern ^([0-9a-f]{2}){1,15}$
   */
  readonly bytes: string;
  /** x86 in Intel's syntax, ARM64 in Arm's; `(bad)` or `.inst` for what is no instruction. */
  readonly text: string;
  readonly refers_to?: ReferredItem;
}
