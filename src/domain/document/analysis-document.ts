import type { Address } from '#domain/shared/address';
import type { Architecture, ExecutableFormat, ExecutableKind, FatSlice } from '#domain/shared/executable-header';
import type { MimeType } from '#domain/shared/mime-type';
import type { Count, Entropy, RiskScore, Share } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import type { Capability, ConfidenceReason, NarrativeSentence } from './account';
import type { AnalysisDepth } from './analysis-depth';
import type { AnatomyFacts, Resource } from './anatomy-facts';
import type { FocusArea } from './focus-area';
import type { ImportCategory } from './import-category';
import type { Language } from './language';
import type { Finding, SecurityFindings } from './security-findings';
import type { StringType } from './string-types';

/**
 * The result document, in the form in which it is stored and served (snake_case JSON): frozen, the same for every reader.
 * Text that came from the sample is bounded, valid UTF-8 and without control, bidirectional and zero-width characters.
 */
export const SCHEMA_VERSION = '1.0';

/** intake: S0, structure: S1, code: S2, meaning: S3, depth: S4. */
export const STAGE_NAMES = ['intake', 'structure', 'code', 'depth', 'meaning'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

export const STAGE_STATUSES = ['ok', 'partial', 'timeout', 'failed', 'skipped'] as const;
export type StageStatus = (typeof STAGE_STATUSES)[number];

export interface StageReport {
  readonly name: StageName;
  readonly status: StageStatus;
  readonly elapsed_ms: Count;
  /** Why it is not `ok`. */
  readonly reason?: string;
}

/** The lists of the document that can be long: paged in the store, capped in length. */
export const PAGED_SECTIONS = ['functions', 'strings', 'imports', 'exports', 'sections', 'decompiled'] as const;
export type PagedSection = (typeof PAGED_SECTIONS)[number];

/** Parts of the document that may be left out. `code`: what functions call and use, their measures, and the coverage. */
export const OPTIONAL_SECTIONS = [
  'functions',
  'strings',
  'imports',
  'exports',
  'code',
  'decompiled',
  'security_findings',
] as const;
export type OptionalSection = (typeof OPTIONAL_SECTIONS)[number];

/** A part of the document that is empty because nobody looked: nothing follows from that about the file. */
export interface NotAnalysed {
  readonly section: OptionalSection;
  /** Why, in a sentence; where an option would change it, the option. */
  readonly reason: string;
}

/** A cap that was hit; `total` is absent when the true number is not known. */
export interface Truncation {
  readonly section: PagedSection | 'symbols' | 'resources' | 'relations';
  readonly kept: Count;
  readonly total?: Count;
  readonly reason: string;
}

export interface Segment {
  readonly name: string;
  readonly address: Address;
  /** Offset in the file, bytes. */
  readonly offset: Address;
  /** Bytes in the file and in memory. */
  readonly size: Count;
  readonly virtual_size: Count;
  /**
   * As `rwx` with `-` for what is missing.
   *
   * @pattern ^[r-][w-][x-]$
   */
  readonly permissions: string;
}

export interface Section extends Segment {
  /** Shannon entropy, 0-8 bits per byte; absent for a section without bytes in the file. */
  readonly entropy?: Entropy;
  /** @pattern ^[0-9a-f]{32}$ */
  readonly md5?: string;
}

export interface Import {
  readonly name: string;
  /** The library it comes from, where the format says (PE, Mach-O). */
  readonly library?: string;
  /** Of its stub or its slot in the import table; absent when it has none. */
  readonly address?: Address;
  readonly category: ImportCategory;
}

export interface Export {
  readonly name: string;
  readonly address: Address;
  readonly size: Count;
  readonly type: 'function' | 'object' | 'other';
  /** `LIBRARY.name` or `LIBRARY.#ordinal` of a forwarded PE export. */
  readonly forwarder?: string;
}

export const STRING_ENCODINGS = ['ascii', 'utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const;
export type StringEncoding = (typeof STRING_ENCODINGS)[number];

export interface ExtractedString {
  /**
   * What the file has at `offset`, at most 4096 UTF-16 units: backslashes, tabs and line ends (`\n`, `\r\n`) are themselves. Only
   * other control characters, and those that hide or reorder text, are written as their code point, such as `\u{1b}`.
   */
  readonly content: string;
  readonly address: Address;
  /** In the file. */
  readonly offset: Address;
  /** Characters as they are in the file, before any cut. */
  readonly length: Count;
  readonly encoding: StringEncoding;
  readonly section?: string;
  readonly type: StringType;
  /** The first function, by address, whose code names this string's place. */
  readonly context?: Place;
}

/** Something in the code, by where it is and what it is called (at most 128 characters). */
export interface Place {
  readonly address: Address;
  readonly name: string;
}

/** A string as a function uses it. */
export interface StringUse {
  readonly address: Address;
  /** As in the list of strings, at most 256 characters. */
  readonly content: string;
}

/**
 * What a function has to do with the rest of the file. Each list is without repeats, ordered by address (imports by name), and
 * holds 200 at most.
 */
export interface FunctionRelations {
  /** Functions, and imports by their stub or slot, that it calls or jumps to. */
  readonly calls_to: readonly Place[];
  readonly calls_from: readonly Place[];
  /** Absent when strings were not asked for. */
  readonly strings?: readonly StringUse[];
  /** Names of the imports that it reaches itself or through a thunk. */
  readonly imports: readonly string[];
  /** The true length of each list that is longer than what is here. */
  readonly totals?: Readonly<Partial<Record<'calls_to' | 'calls_from' | 'strings' | 'imports', Count>>>;
}

export const FUNCTION_TYPES = ['function', 'import', 'entry', 'thunk', 'library'] as const;
/** Where a function's start is known from, the strongest evidence first. */
export const FUNCTION_SOURCES = ['symbol', 'export', 'entry', 'unwind', 'call', 'prelude'] as const;

/** Its relations are absent where code was not analysed (quick depth). */
export interface FunctionInfo extends Partial<FunctionRelations> {
  readonly name: string;
  readonly address: Address;
  /** Bytes. */
  readonly size: Count;
  readonly type: (typeof FUNCTION_TYPES)[number];
  readonly source: (typeof FUNCTION_SOURCES)[number];
  /** What code analysis says; absent where the function was not analysed (quick depth). */
  readonly complexity_score?: Count;
  readonly basic_blocks?: Count;
  readonly edges?: Count;
  readonly instructions?: Count;
  readonly arguments?: Count;
  readonly locals?: Count;
  readonly signature?: string;
  /**
   * SHA-256 over what its basic blocks do, wherever they lie: the same for the same source, built alike.
   *
   * @pattern ^[0-9a-f]{64}$
   */
  readonly fingerprint?: string;
}

/** How much of the code is known to be part of a function. */
export interface CodeCoverage {
  /** Bytes of executable sections. */
  readonly code_bytes: Count;
  /** Those of them that lie within a function. */
  readonly function_bytes: Count;
  /** 0-1. */
  readonly share: Share;
}

/** Pseudo code of one function, as radare2 writes it: text about the sample with text of the sample in it. */
export interface DecompiledFunction extends Place {
  readonly code: string;
  /** Characters before any cut; absent where all of it is here. */
  readonly length?: Count;
}

/** Protections that the format can carry; a field is absent where the format has no such thing. */
export interface Hardening {
  readonly nx?: boolean;
  readonly pie?: boolean;
  readonly canary?: boolean;
  readonly relro?: 'none' | 'partial' | 'full';
  readonly fortify?: boolean;
  readonly aslr?: boolean;
  readonly high_entropy_aslr?: boolean;
  readonly dep?: boolean;
  readonly cfg?: boolean;
  readonly seh?: boolean;
  /** 32-bit PE: handlers are checked against a table, or there are none. */
  readonly safe_seh?: boolean;
  readonly force_integrity?: boolean;
  /** x86: indirect branch tracking, and (PE too) shadow stacks. */
  readonly ibt?: boolean;
  readonly shadow_stack?: boolean;
  /** ARM64: BTI and PAC. */
  readonly branch_targets?: boolean;
  readonly pointer_authentication?: boolean;
  readonly no_heap_execution?: boolean;
  /** Automatic reference counting of Objective-C. */
  readonly arc?: boolean;
  readonly code_signature?: boolean;
}

/** What the file's own structure says about it. */
export interface FileFacts extends AnatomyFacts {
  readonly format: ExecutableFormat;
  readonly kind: ExecutableKind;
  readonly architecture: Architecture;
  readonly bits: 32 | 64;
  readonly endianness: 'little' | 'big';
  readonly os?: string;
  /** libmagic's; without libmagic the format in our own words, such as `ELF 64-bit shared object, x86-64`. */
  readonly description: string;
  readonly language?: Language;
  readonly compiler?: string;
  readonly stripped: boolean;
  /** It is linked, and needs neither a loader nor a library. */
  readonly static: boolean;
  readonly signed: boolean;
  readonly entry_point?: Address;
  /** Images of a fat file; `analysed` marks the one that the rest of the document is about. */
  readonly slices?: readonly (FatSlice & { readonly analysed: boolean })[];
}

export interface FileIdentity {
  readonly name: string;
  /** Bytes. */
  readonly size: Count;
  /** @pattern ^[0-9a-f]{32}$ */
  readonly md5: string;
  /** @pattern ^[0-9a-f]{40}$ */
  readonly sha1: string;
  readonly sha256: Sha256;
  /** By libmagic; by the header where that was not available when the file came in. */
  readonly mime_type: MimeType;
}

export interface AnalysisMetadata {
  /** @format uuid */
  readonly job_id: string;
  readonly analysis_config: {
    readonly analysis_depth: AnalysisDepth;
    readonly focus_areas: readonly FocusArea[];
    readonly timeout_seconds: Count;
    readonly enable_security_scan: boolean;
    readonly custom_patterns: readonly string[];
  };
  /**
   * ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly started_at: string;
  /** @format date-time */
  readonly completed_at: string;
  readonly duration_ms: Count;
  /** `fallback`: radare2 failed over the file, and the headers were read without it. */
  readonly engine: 'radare2' | 'fallback';
  readonly fallback_reason?: string;
  readonly radare2_version: string;
  /** Names the program and the recipes that made this; part of what identifies a result. */
  readonly engine_version: string;
  /** Of the rules that findings come from; part of what identifies a result. */
  readonly rules_version: string;
  readonly sandbox: string;
  readonly stages: readonly StageReport[];
  readonly truncated: readonly Truncation[];
  readonly file: FileIdentity & FileFacts;
}

export interface Summary {
  /** Entries of each list; null where it was not analysed. */
  readonly counts: Readonly<Record<'sections' | 'segments' | 'libraries', Count>> &
    Readonly<Record<Exclude<PagedSection, 'sections'>, Count | null>>;
  readonly hardening: Hardening;
  /** Absent when code was not analysed. */
  readonly coverage?: CodeCoverage;
  readonly libraries: readonly string[];
  /** Imports that tell most about what the program can do, grouped by category; at most 12 names each. Null where none were read. */
  readonly notable_imports: Readonly<Partial<Record<ImportCategory, readonly string[]>>> | null;
  /** 0-10, as in `security_findings`; null where no security scan was asked for. */
  readonly risk_score: RiskScore | null;
  /** Null where no security scan was asked for. */
  readonly top_findings: readonly Pick<Finding, 'id' | 'title' | 'severity' | 'category'>[] | null;
  /** Null where neither imports nor strings were read, from which they follow. */
  readonly capabilities: readonly Capability[] | null;
  /** What the binary is and does, in a few plain sentences. */
  readonly narrative: string;
  /** The same sentences, each with the fields that say the same. */
  readonly narrative_sources: readonly NarrativeSentence[];
}

export interface AnalysisDocument {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly success: true;
  /** 0-1: how far this can be taken for the whole truth about the file, and what takes from it. */
  readonly confidence: Share;
  readonly confidence_reasons: readonly ConfidenceReason[];
  /** Parts that are empty because nobody looked, by choice or for lack of time: nothing follows from that about the file. */
  readonly not_analysed: readonly NotAnalysed[];
  readonly metadata: AnalysisMetadata;
  readonly summary: Summary;
  /** Null where no security scan was asked for. */
  readonly security_findings: SecurityFindings | null;
  readonly sections: readonly Section[];
  readonly segments: readonly Segment[];
  readonly libraries: readonly string[];
  /** Of a PE file; at most 1,000. */
  readonly resources: readonly Resource[];
  readonly functions: readonly FunctionInfo[];
  readonly strings: readonly ExtractedString[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** At comprehensive depth, the functions that tell most, the most telling first. */
  readonly decompiled: readonly DecompiledFunction[];
}

/** The document without its long lists: what a summary is made from. */
export type DocumentHead = Omit<AnalysisDocument, PagedSection>;
