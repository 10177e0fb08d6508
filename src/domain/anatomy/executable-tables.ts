import type { Truncation } from '#domain/document/parts';
import type { Section, Segment } from '#domain/document/sections';
import type { Export, Import } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import type { ExecutableKind } from '#domain/shared/executable-header';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import type { TextPlace } from '#domain/strings/text-place';

/** An import before it is said what it is for. */
export type ImportedName = Omit<Import, 'category'>;

/** A place that the loader fills with an import's address. */
export interface ImportSlot {
  readonly name: string;
  readonly address: Address;
}

/** What the headers say in passing; absent where the format does not say. Names and values as radare2's `iIj` has them. */
export interface HeaderTraits {
  readonly os?: string;
  /** What in the file tells the system, in a sentence; its text is not tamed. */
  readonly osEvidence?: string;
  /** Where it takes more than the header to tell. */
  readonly kind?: ExecutableKind;
  readonly lang?: string;
  readonly stripped: boolean;
  readonly static: boolean;
  /** All of its code is IL of .NET: no processor runs it as it is. */
  readonly isIlOnly?: boolean;
}

/** What the tables of a file say of it, without a look at its code. */
export interface ExecutableTables {
  /** Without entropy and digest. */
  readonly sections: readonly Section[];
  readonly segments: readonly Segment[];
  readonly libraries: readonly string[];
  readonly imports: readonly ImportedName[];
  /** Of ELF and Mach-O files; what imports a PE file names have theirs for an address. */
  readonly slots: readonly ImportSlot[];
  readonly exports: readonly Export[];
  readonly symbols: readonly NamedSymbol[];
  readonly entryPoint?: Address;
  readonly traits: HeaderTraits;
  readonly textPlaces: readonly TextPlace[];
  /** What was not read, and why. */
  readonly truncated?: readonly Truncation[];
}
