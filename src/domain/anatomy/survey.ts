import type { CodeSignature, FormatFacts } from '#domain/document/anatomy-facts';
import type { Hardening } from '#domain/document/hardening';
import type { PeResource } from '#domain/executables/pe/pe-resources';
import type { ReadAt } from './go-build-info';
import type { MarkerHits } from './markers';
import type { PackerClue } from './packer-clue';
import type { Layout } from './region';
import type { ByteRange } from './scan-file';
import type { SymbolSigns } from './symbol-signs';

/** What a file's headers and tables say, before every byte of it is looked at. */
export interface Survey {
  readonly layout: Layout;
  readonly facts: FormatFacts;
  readonly libraries: readonly string[];
  /** Names, for what they give away of tools. */
  readonly sectionNames: readonly string[];
  readonly symbols: SymbolSigns;
  readonly comments: readonly string[];
  readonly resources: readonly PeResource[];
  /** There are more resources than were read. */
  readonly hasMoreResources: boolean;
  readonly overlay?: ByteRange;
  /** Those that can be read. */
  readonly signatures?: readonly CodeSignature[];
  /** A signature is there, even if it cannot be read. */
  readonly isSigned: boolean;
  readonly importCount?: number;
  readonly microsoftLinker?: string;
  readonly dotnetVersion?: string;
  /** What shows a program in Dart beside its runtime. */
  readonly dartSnapshot?: string;
  readonly packerClues?: readonly PackerClue[];
  readonly readAt: ReadAt;
  readonly hardening: (markers: MarkerHits) => Hardening;
}

/** The part of an object whose values are there. */
export function present<Facts extends object>(facts: {
  readonly [Key in keyof Facts]: Facts[Key] | undefined;
}): Partial<{ [Key in keyof Facts]: NonNullable<Facts[Key]> }> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<{
    [Key in keyof Facts]: NonNullable<Facts[Key]>;
  }>;
}
