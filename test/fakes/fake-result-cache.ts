import { gzipSync } from 'node:zlib';

import type { CacheSelection, CacheStatistics, RenewalOrder } from '#application/ports/cache-administration.port';
import { CacheAdministration } from '#application/ports/cache-administration.port';
import type { Clock } from '#application/ports/clock.port';
import type {
  PackedCode,
  PackedDocument,
  ResultPage,
  StoredDocument,
  StoredFunctionCode,
  StoredPieces,
} from '#application/ports/result-cache.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisDocument, DocumentHead } from '#domain/document/analysis-document';
import type { PagedSection } from '#domain/document/parts';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { CallGraphRequest, CallNode } from '#domain/results/call-graph';
import { knownFunctions } from '#domain/results/known-functions';
import { relationColumns } from '#domain/results/relation-columns';
import { RelationGraph } from '#domain/results/relation-graph';
import { fitsPattern, resultTags } from '#domain/results/result-tags';
import type { SectionQuery } from '#domain/results/section-query';
import { answerPlainly } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { toJsonText } from '#domain/shared/json-text';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import { codeIn } from '#test/support/code-in';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { relatedPlaces } from '#test/support/related-places';
import { unpackDocument } from '#test/support/unpack-document';
import { FakeClock } from './fake-clock';

interface Entry {
  readonly version: string;
  readonly document: AnalysisDocument;
  readonly code?: PackedCode;
  readonly bytes: number;
  readonly ttlMs: number;
  readonly until: number;
  readonly usedAt: number;
}

/** Results in memory. */
export class FakeResultCache extends ResultCache {
  readonly entries = new Map<ContentKey, Entry>();
  readonly uses = { hits: 0, misses: 0 };
  /** Whether nobody reaches it now. */
  isAway = false;
  private puts = 0;

  constructor(
    private readonly clock: Clock = new FakeClock(),
    readonly maxBytes = 0,
  ) {
    super();
  }

  async put(key: ContentKey, given: AnalysisDocument | PackedDocument, ttlMs: number): Promise<void> {
    const document = 'packedHead' in given ? await unpackDocument(given) : await Promise.resolve(given);
    this.reach();
    const bytes = JSON.stringify(document).length;
    const entry = {
      version: `version-${this.puts++}`,
      document,
      ...('packedHead' in given && given.code !== undefined && { code: given.code }),
      bytes,
      ttlMs,
      until: this.clock.now() + ttlMs,
      usedAt: this.clock.now(),
    };
    this.entries.delete(key);
    this.entries.set(key, entry);
    for (const oldest of this.entries.keys()) {
      if (this.maxBytes === 0 || oldest === key || this.bytes <= this.maxBytes) break;
      this.entries.delete(oldest);
    }
  }

  async offer(key: ContentKey, given: AnalysisDocument | PackedDocument, ttlMs: number): Promise<boolean> {
    const document = 'packedHead' in given ? await unpackDocument(given) : given;
    if (this.maxBytes > 0 && this.bytes + JSON.stringify(document).length > this.maxBytes) return false;
    await this.put(key, document, ttlMs);
    return true;
  }

  async version(key: ContentKey): Promise<string | undefined> {
    return (await this.entry(key))?.version;
  }

  async head(key: ContentKey): Promise<DocumentHead | undefined> {
    const entry = await this.entry(key);
    return entry && headOf(entry.document);
  }

  async page<Name extends PagedSection>(
    key: ContentKey,
    section: Name,
    query: SectionQuery,
    offset: number,
    limit: number,
  ): Promise<ResultPage<SectionItem<Name>> | undefined> {
    const entry = await this.entry(key);
    if (entry === undefined) return undefined;
    const all = entry.document[section] as readonly SectionItem<Name>[];
    const fitting = query.relations && relatedPlaces(entry.document, section, query.relations);
    const items = answerPlainly(section, fitting ? all.filter((_, place) => fitting.has(place)) : all, query, matches);
    return {
      items: toJsonText(items.slice(offset, offset + limit)),
      total: items.length,
      version: entry.version,
    };
  }

  async codeOf(key: ContentKey, address: Address): Promise<StoredFunctionCode | undefined> {
    const entry = await this.entry(key);
    if (entry === undefined) return undefined;
    const known = { version: entry.version, keepsCode: entry.code !== undefined };
    const code = entry.code && (await codeIn(entry.code, address));
    return { ...known, ...(code !== undefined && { code }) };
  }

  async knownFunctions(key: ContentKey): ReturnType<ResultCache['knownFunctions']> {
    const entry = await this.entry(key);
    if (entry === undefined) return undefined;
    const functions = knownFunctions(entry.document.functions);
    return { version: entry.version, ...(functions.keys.length > 0 && { functions }) };
  }

  async callGraph(key: ContentKey, request: CallGraphRequest): ReturnType<ResultCache['callGraph']> {
    const entry = await this.entry(key);
    if (entry === undefined) return undefined;
    const { functions, imports } = entry.document;
    const around = new RelationGraph(relationColumns(entry.document)).around(request);
    if (around === undefined) return { version: entry.version };
    const nodes = around.nodes.map((node): CallNode => {
      const found = functions[node];
      if (found !== undefined) return { address: found.address, name: found.name, kind: 'function', type: found.type };
      const { address, name, category } = imports[node - functions.length]!;
      return { address: address!, name, kind: 'import', type: category };
    });
    const edges = around.edges.map(([from, to]) => ({ from: nodes[from]!.address, to: nodes[to]!.address }));
    return { version: entry.version, graph: { nodes, edges, truncated: around.truncated } };
  }

  async document(key: ContentKey): Promise<StoredDocument | undefined> {
    const entry = await this.entry(key);
    if (entry === undefined) return undefined;
    const text = (head: DocumentHead): Buffer => Buffer.from(JSON.stringify({ ...entry.document, ...head }));
    return {
      version: entry.version,
      head: headOf(entry.document),
      text: (head) => once(text(head)),
      gzip: (head) => once(gzipSync(text(head))),
    };
  }

  async pieces(key: ContentKey, sections: readonly PagedSection[]): Promise<StoredPieces | undefined> {
    const entry = await this.entry(key);
    if (entry === undefined) return undefined;
    const { packedHead, ranks, sections: all } = await packDocument(entry.document, ownEncoder(true));
    const asked = sections.map((section) => [section, { total: all[section].total, pages: all[section].pages }]);
    return {
      ...{ version: entry.version, packedHead, ...(ranks !== undefined && { ranks }) },
      sections: Object.fromEntries(asked) as StoredPieces['sections'],
    };
  }

  async remove(key: ContentKey): Promise<void> {
    await Promise.resolve();
    this.reach();
    this.entries.delete(key);
  }

  renew({ expiringWithinMs, usedWithinMs, atMost }: RenewalOrder): number {
    const now = this.clock.now();
    const meant = [...this.live()]
      .filter(([, { until, usedAt }]) => until <= now + expiringWithinMs && usedAt > now - usedWithinMs)
      .sort(([, one], [, other]) => other.usedAt - one.usedAt)
      .slice(0, atMost);
    for (const [key, entry] of meant) this.entries.set(key, { ...entry, until: now + entry.ttlMs });
    return meant.length;
  }

  /** What it holds, without what has expired. */
  get bytes(): number {
    return [...this.live().values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  live(): ReadonlyMap<ContentKey, Entry> {
    for (const [key, { until }] of this.entries) if (until <= this.clock.now()) this.entries.delete(key);
    return this.entries;
  }

  private reach(): void {
    if (this.isAway) throw new DomainError('SERVICE_UNAVAILABLE', 'The stored results cannot be reached right now.');
  }

  private async entry(key: ContentKey): Promise<Entry | undefined> {
    await Promise.resolve();
    this.reach();
    const entry = this.entries.get(key);
    const there = entry !== undefined && entry.until > this.clock.now();
    this.uses[there ? 'hits' : 'misses'] += 1;
    if (!there) return undefined;
    this.entries.delete(key);
    this.entries.set(key, { ...entry, usedAt: this.clock.now() });
    return entry;
  }
}

/** The operator's view of a `FakeResultCache`. */
export class FakeCacheAdministration extends CacheAdministration {
  settle(): Promise<number> {
    return Promise.resolve(0);
  }

  constructor(private readonly cache: FakeResultCache) {
    super();
  }

  async statistics(): Promise<CacheStatistics> {
    await Promise.resolve();
    const { bytes, maxBytes, uses } = this.cache;
    const entries = [...this.cache.entries.values()];
    const ttlMs = entries.reduce((sum, entry) => sum + entry.ttlMs, 0);
    const averageTtlMs = entries.length === 0 ? 0 : Math.round(ttlMs / entries.length);
    return { entries: entries.length, bytes, plainBytes: bytes, maxBytes, ...uses, averageTtlMs };
  }

  async invalidate(selection: CacheSelection): Promise<number> {
    await Promise.resolve();
    const isMeant = (key: string, tags: readonly string[]): boolean =>
      'tag' in selection
        ? tags.includes(selection.tag)
        : [key, ...tags].some((name) => fitsPattern(selection.pattern, name));
    const meant = [...this.cache.live()].filter(([key, { document }]) => isMeant(key, resultTags(document)));
    for (const [key] of meant) await this.cache.remove(key);
    return meant.length;
  }

  async renew(order: RenewalOrder): Promise<number> {
    await Promise.resolve();
    return this.cache.renew(order);
  }
}

function headOf(document: AnalysisDocument): DocumentHead {
  const isShort = ([name]: [string, unknown]): boolean => !(PAGED_SECTIONS as readonly string[]).includes(name);
  return Object.fromEntries(Object.entries(document).filter(isShort)) as unknown as DocumentHead;
}

function matches(pattern: string, text: string): boolean {
  const compilation = PATTERN_ENGINE.compile(pattern);
  return 'pattern' in compilation && compilation.pattern.test(text);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
