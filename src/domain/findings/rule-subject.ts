import type { FunctionSource, FunctionType } from '#domain/document/functions';
import type { Hardening } from '#domain/document/hardening';
import type { ImportCategory } from '#domain/document/import-category';
import type { OptionalSection } from '#domain/document/parts';
import type { EvidenceKind } from '#domain/document/security-findings';
import type { StringType } from '#domain/document/string-types';
import type { UseSite } from '#domain/document/use-site';
import type { Address } from '#domain/shared/address';
import type { Architecture, ExecutableFormat, ExecutableKind } from '#domain/shared/executable-header';

/** Numbers that rules can ask for; those that nobody gives are counted from the lists, or match no rule. */
export const SUBJECT_NUMBERS = [
  'file_size',
  'file_entropy',
  'overlay_size',
  'overlay_entropy',
  'embedded_executables',
  'resource_executables',
  'import_count',
  'export_count',
  'section_count',
  'string_count',
  'function_count',
  'library_count',
] as const;
export type SubjectNumber = (typeof SUBJECT_NUMBERS)[number];

export interface SubjectImport {
  readonly name: string;
  readonly library?: string;
  readonly address?: Address;
  readonly category: ImportCategory;
}

export interface SubjectString {
  readonly content: string;
  readonly address: Address;
  readonly offset?: Address;
  readonly type?: StringType;
  readonly section?: string;
}

export interface SubjectSection {
  readonly name: string;
  readonly size: number;
  readonly virtual_size: number;
  readonly permissions: string;
  readonly entropy?: number;
  readonly address?: Address;
}

export interface SubjectFunction {
  readonly name: string;
  readonly address: Address;
  readonly size: number;
  readonly type: FunctionType;
  readonly source: FunctionSource;
  readonly complexity_score?: number;
  /** Relations, known where code was analysed: names of imports, contents of strings, addresses of functions it uses. */
  readonly imports?: readonly string[];
  readonly strings?: readonly string[];
  readonly calls?: readonly Address[];
  /** Where it uses its imports, by their names, and its strings, in their order. */
  readonly importSites?: ReadonlyMap<string, UseSite | undefined>;
  readonly stringSites?: readonly (UseSite | undefined)[];
}

/** Text of the sample, or of who sent it, that no list has. */
export interface SubjectLabel {
  readonly kind: EvidenceKind;
  readonly value: string;
}

/** What rules see of a binary: the lists of the document as they are, and facts that it may or may not have. */
export interface RuleSubject {
  readonly format: ExecutableFormat;
  readonly architecture: Architecture;
  readonly kind: ExecutableKind;
  readonly os?: string;
  readonly hardening: Hardening;
  readonly stripped: boolean;
  readonly static: boolean;
  readonly signed: boolean;
  readonly entry_point?: Address;
  readonly imports: readonly SubjectImport[];
  readonly exports: readonly { readonly name: string; readonly address?: Address }[];
  readonly strings: readonly SubjectString[];
  readonly sections: readonly SubjectSection[];
  readonly libraries: readonly string[];
  readonly functions: readonly SubjectFunction[];
  readonly labels: readonly SubjectLabel[];
  /** Its code was not read to the end: what is not known to be used together may be. */
  readonly isPartlyRead?: boolean;
  /** Whose lists are empty because nobody looked: how many there are is not known. */
  readonly notAnalysed: readonly OptionalSection[];
  /** Names of packers that were recognised by other means than rules. */
  readonly packers: readonly string[];
  readonly numbers: Readonly<Partial<Record<SubjectNumber, number>>>;
  /** Names and addresses that are set aside for documentation count as real ones: for programs built to try the rules on. */
  readonly reservedNamesAreReal?: boolean;
}
