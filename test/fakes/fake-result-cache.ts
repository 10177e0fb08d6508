import type { Clock } from '#application/ports/clock.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { PackedDocument, ResultPage } from '#application/ports/result-cache.port';
import { PAGED_SECTIONS } from '#domain/analysis/analysis-document';
import type { AnalysisDocument, DocumentHead, PagedSection } from '#domain/analysis/analysis-document';
import type { ContentKey } from '#domain/analysis/analysis-options';
import { unpackDocument } from '#test/support/unpack-document';
import { FakeClock } from './fake-clock';

/** Results in memory. */
export class FakeResultCache extends ResultCache {
  private readonly entries = new Map<ContentKey, { readonly document: AnalysisDocument; readonly until: number }>();

  constructor(private readonly clock: Clock = new FakeClock()) {
    super();
  }

  async put(key: ContentKey, given: AnalysisDocument | PackedDocument, ttlMs: number): Promise<void> {
    const document = 'packedHead' in given ? await unpackDocument(given) : given;
    this.entries.set(key, { document, until: this.clock.now() + ttlMs });
  }

  async head(key: ContentKey): Promise<DocumentHead | undefined> {
    const document = await this.document(key);
    if (document === undefined) return undefined;
    const isShort = ([name]: [string, unknown]): boolean => !(PAGED_SECTIONS as readonly string[]).includes(name);
    return Object.fromEntries(Object.entries(document).filter(isShort)) as unknown as DocumentHead;
  }

  async page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    offset: number,
    limit: number,
  ): Promise<ResultPage<AnalysisDocument[Name][number]> | undefined> {
    const items = (await this.document(key))?.[section];
    return items && { items: items.slice(offset, offset + limit), total: items.length };
  }

  async document(key: ContentKey): Promise<AnalysisDocument | undefined> {
    await Promise.resolve();
    const entry = this.entries.get(key);
    return entry !== undefined && entry.until > this.clock.now() ? entry.document : undefined;
  }

  async remove(key: ContentKey): Promise<void> {
    await Promise.resolve();
    this.entries.delete(key);
  }
}
