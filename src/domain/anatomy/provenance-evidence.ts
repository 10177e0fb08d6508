import type { Language } from '#domain/document/language';
import type { MarkerHits } from './markers';

/** What a file has that may tell its language and tools. */
export interface ProvenanceEvidence {
  readonly markers: MarkerHits;
  readonly goVersion?: string;
  /** Names of sections (Mach-O: without their segment). */
  readonly sections: readonly string[];
  /** Language and the symbol that shows it. */
  readonly symbols: ReadonlyMap<Language, string>;
  /** How many of the program's own names are of a language. */
  readonly own?: ReadonlyMap<Language, number>;
  readonly libraries: readonly string[];
  /** ELF: the texts of `.comment`. Mach-O: the tools of LC_BUILD_VERSION. */
  readonly comments: readonly string[];
  /** PE with a Rich header: the version of Microsoft's linker. */
  readonly microsoftLinker?: string;
  readonly dotnetVersion?: string;
  /** What shows a program in Dart beside its runtime. */
  readonly dartSnapshot?: string;
  /** PE: names of RCDATA resources. */
  readonly dataResources: readonly string[];
}
