import type { AnalysisDocument, DocumentHead, PagedSection } from '#domain/analysis/analysis-document';
import type { ContentKey } from '#domain/analysis/analysis-options';

export interface ResultPage<Item> {
  readonly items: readonly Item[];
  /** In the whole section. */
  readonly total: number;
}

/** A document as it is stored, made where there is time for it. Plain data: it may come from another thread. */
export interface PackedDocument {
  readonly packedHead: Uint8Array;
  readonly sections: Readonly<Record<PagedSection, PackedSection>>;
}

export interface PackedSection {
  /** Items in all pages. */
  readonly total: number;
  readonly pages: readonly Uint8Array[];
}

/** Finished documents by content, compressed and in pages, for as long as their time to live. A miss is `undefined`, also for a damaged entry. */
export abstract class ResultCache {
  /** Replaces what was there; a reader sees the old or the new one, never a mixture. */
  abstract put(key: ContentKey, document: AnalysisDocument | PackedDocument, ttlMs: number): Promise<void>;

  abstract head(key: ContentKey): Promise<DocumentHead | undefined>;

  /** Items `offset` … `offset + limit - 1`, without reading the rest. */
  abstract page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    offset: number,
    limit: number,
  ): Promise<ResultPage<AnalysisDocument[Name][number]> | undefined>;

  abstract document(key: ContentKey): Promise<AnalysisDocument | undefined>;

  /** Idempotent. */
  abstract remove(key: ContentKey): Promise<void>;
}
