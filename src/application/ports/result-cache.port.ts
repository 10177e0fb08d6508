import type { AnalysisDocument, DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { KeptFunction } from '#domain/listing/kept-code';
import type { CallGraph, CallGraphRequest } from '#domain/results/call-graph';
import type { KnownFunctions } from '#domain/results/known-functions';
import type { SectionQuery } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import type { JsonText } from '#domain/shared/json-text';

export interface ResultPage<Item> {
  readonly items: JsonText<readonly Item[]>;
  /** Of all items that the query asks for. */
  readonly total: number;
  /** See `ResultCache.version`. */
  readonly version: string;
}

/** A whole document, read piece by piece as it is asked for. */
export interface StoredDocument {
  readonly version: string;
  readonly head: DocumentHead;
  /** The document as JSON, with this head in place of its own. @throws Error when the result goes meanwhile. */
  text(head: DocumentHead): AsyncIterable<Uint8Array>;
  /** The same, as one gzip stream; what is stored compressed is passed through. */
  gzip(head: DocumentHead): AsyncIterable<Uint8Array>;
}

/** What a document is read from where there is time for it, as it is stored. */
export interface StoredPieces extends Pick<PackedDocument, 'packedHead' | 'ranks'> {
  readonly version: string;
  /** Those that were asked for, without what they are searched by. */
  readonly sections: Readonly<Partial<Record<PagedSection, PackedSection>>>;
}

/** A document as it is stored, made where there is time for it. Plain data: it may come from another thread. */
export interface PackedDocument {
  readonly packedHead: Uint8Array;
  /** Who calls and uses what; absent from what an earlier version packed. */
  readonly relations?: Uint8Array;
  /** What its facts are ranked by; absent from what an earlier version packed. */
  readonly ranks?: Uint8Array;
  /** What its functions are known again by; absent where nothing is, and from what an earlier version packed. */
  readonly knownFunctions?: Uint8Array;
  /** As `resultTags` gives them. */
  readonly tags: readonly string[];
  /** Of all pieces before they were compressed. */
  readonly plainBytes: number;
  readonly sections: Readonly<Record<PagedSection, PackedSection>>;
  /** No part of the document; absent where no code is kept. */
  readonly code?: PackedCode;
}

/** The code that functions are listed from. */
export interface PackedCode {
  readonly index: Uint8Array;
  /** In the order of the index. */
  readonly chunks: readonly Uint8Array[];
}

/** As it is stored. */
export function bytesOf(document: PackedDocument): number {
  return piecesOf(document).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

export function piecesOf({
  packedHead,
  relations,
  ranks,
  knownFunctions,
  sections,
  code,
}: PackedDocument): readonly Uint8Array[] {
  const lists = Object.values(sections).flatMap(({ pages, columns }) => [...pages, ...(columns ? [columns] : [])]);
  return [
    packedHead,
    ...(relations ? [relations] : []),
    ...(ranks ? [ranks] : []),
    ...(knownFunctions ? [knownFunctions] : []),
    ...lists,
    ...(code ? [code.index, ...code.chunks] : []),
  ];
}

export interface PackedSection {
  /** Items in all pages. */
  readonly total: number;
  readonly pages: readonly Uint8Array[];
  /** What it is searched by; absent where nothing is in it. */
  readonly columns?: Uint8Array;
}

/** What is kept of the code of one function; no `code` where there is none of it, and none of any where not `keepsCode`. */
export interface StoredFunctionCode {
  /** See `ResultCache.version`. */
  readonly version: string;
  readonly keepsCode: boolean;
  readonly code?: KeptFunction;
}

/**
 * Finished documents by content, compressed and in pages, for as long as their time to live, or until room is needed: what was
 * used least recently goes first. A miss is `undefined`, also for a damaged entry, which is dropped.
 */
export abstract class ResultCache {
  /** Replaces what was there; a reader sees the old or the new one, never a mixture. */
  abstract put(key: ContentKey, document: AnalysisDocument | PackedDocument, ttlMs: number): Promise<void>;

  /** As `put`, where there is room for it: no other result goes. Whether it was stored. */
  abstract offer(key: ContentKey, document: AnalysisDocument | PackedDocument, ttlMs: number): Promise<boolean>;

  /** Names what is stored under the key now: what is stored in its place later has another name. Reads nothing else. */
  abstract version(key: ContentKey): Promise<string | undefined>;

  /** The same object may be given to others: it must not be changed. */
  abstract head(key: ContentKey): Promise<DocumentHead | undefined>;

  /**
   * Items `offset` … `offset + limit - 1` of those that the query asks for, without reading the rest.
   * @throws DomainError `INVALID_OPTION` when a pattern takes too long, `OVERLOADED`.
   */
  abstract page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    query: SectionQuery,
    offset: number,
    limit: number,
  ): Promise<ResultPage<SectionItem<Name>> | undefined>;

  /** Of the function that begins at an address. */
  abstract codeOf(key: ContentKey, address: Address): Promise<StoredFunctionCode | undefined>;

  /**
   * The calls around a function or an import; no graph where neither is at the address.
   * @throws DomainError `OVERLOADED`.
   */
  abstract callGraph(
    key: ContentKey,
    request: CallGraphRequest,
  ): Promise<{ readonly graph?: CallGraph; readonly version: string } | undefined>;

  /** What its functions are known again by; no `functions` where nothing is. */
  abstract knownFunctions(
    key: ContentKey,
  ): Promise<{ readonly functions?: KnownFunctions; readonly version: string } | undefined>;

  abstract document(key: ContentKey): Promise<StoredDocument | undefined>;

  /** Of the document, its head and these sections. */
  abstract pieces(key: ContentKey, sections: readonly PagedSection[]): Promise<StoredPieces | undefined>;

  /** Idempotent. */
  abstract remove(key: ContentKey): Promise<void>;
}
