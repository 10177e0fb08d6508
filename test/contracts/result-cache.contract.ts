import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

import type { ResultCache } from '#application/ports/result-cache.port';
import type { PagedSection } from '#domain/document/parts';
import { PAGED_SECTIONS } from '#domain/document/parts';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { collectCode } from '#domain/listing/collect-code';
import { CHUNK_BYTES } from '#domain/listing/listed-code';
import { rankColumns } from '#domain/report/rank-columns';
import type { SectionQuery } from '#domain/results/section-query';
import { EVERYTHING } from '#domain/results/section-query';
import type { SectionItem } from '#domain/results/section-traits';
import { address } from '#domain/shared/address';
import { fromJsonText } from '#domain/shared/json-text';
import { HOUR_MS } from '#domain/shared/quantities';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import { StoredResult } from '#infrastructure/report/stored-result';
import { aDocument, anImport, someFunctions, someStrings } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';
import { readDocument } from '#test/support/read-document';
import { describeSectionQueries } from './section-queries.contract';

export interface ResultCacheSubject {
  readonly cache: ResultCache;
  /** Lets so much time go by. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

const key = aContentKey('a');

async function pageOf<Name extends PagedSection>(
  cache: ResultCache,
  section: Name,
  offset: number,
  limit: number,
  query: SectionQuery = EVERYTHING,
  content: ContentKey = key,
): Promise<{ items: readonly SectionItem<Name>[]; total: number } | undefined> {
  const page = await cache.page(content, section, query, offset, limit);
  return page && { items: fromJsonText(page.items), total: page.total };
}

/** What `ResultCache` promises. `makeSubject` gives an empty cache. */
export function describeResultCacheContract(name: string, makeSubject: () => Promise<ResultCacheSubject>): void {
  describe(`${name} keeps the contract of ResultCache`, () => {
    let subject: ResultCacheSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    describeReading(() => subject);
    describePages(() => subject);
    describeReplacing(() => subject);
    describeSectionQueries(() => subject.cache);
  });
}

function describeReading(subject: () => ResultCacheSubject): void {
  it('misses what is not there', async () => {
    const { cache } = subject();
    expect(await cache.head(key)).toBeUndefined();
    expect(await readDocument(cache, key)).toBeUndefined();
    expect(await pageOf(cache, 'functions', 0, 10)).toBeUndefined();
    await cache.remove(key);
  });

  it('keeps what is offered where there is room', async () => {
    const { cache } = subject();
    expect(await cache.offer(key, aDocument(), 60_000)).toBe(true);
    expect(await readDocument(cache, key)).toEqual(aDocument());
  });

  it('gives back the whole document, also one of many pages', async () => {
    const { cache } = subject();
    const document = aDocument({
      functions: someFunctions(1234),
      strings: someStrings(500, 'ünïcödé ✓ "quoted"'),
      imports: [anImport('connect', { library: 'ws2_32.dll' })],
      decompiled: [{ address: address(0x1000), name: 'main', code: 'int main () {\n    return 0;\n}' }],
    });
    await cache.put(key, document, HOUR_MS);
    expect(await readDocument(cache, key)).toEqual(document);
  });

  it('gives back a document that was packed elsewhere', async () => {
    const { cache } = subject();
    const document = aDocument({ functions: someFunctions(1234), strings: someStrings(3, 'some text') });
    await cache.put(key, await packDocument(document, ownEncoder(true)), HOUR_MS);
    expect(await readDocument(cache, key)).toEqual(document);
    expect(await pageOf(cache, 'functions', 1230, 50)).toEqual({
      items: document.functions.slice(1230),
      total: 1234,
    });
  });

  it('keeps the code that functions are listed from beside the document, and of no part of it', async () => {
    const { cache } = subject();
    const bytes = Uint8Array.from({ length: 3 * CHUNK_BYTES }, (_, at) => (at * at) >> 5);
    const functions = [2 * CHUNK_BYTES - 10, 2 * CHUNK_BYTES + 90].map((place) => ({
      place,
      size: 50,
      read: [place, place + 50],
    }));
    const listed = collectCode({
      ...{
        address: 0x1000n,
        architecture: 'x86_64',
        isFixed: false,
        memory: Int32Array.of(0, bytes.length),
        slots: [],
      },
      ...{ bytes, ranges: [[0, bytes.length]], functions, mostBytes: bytes.length },
    });
    await cache.put(key, await packDocument(aDocument(), ownEncoder(true), listed?.code), HOUR_MS);
    expect(await readDocument(cache, key)).toEqual(aDocument());
    const [first] = functions;
    const stored = await cache.codeOf(key, address(0x1000 + first!.place));
    expect(stored).toMatchObject({ version: await cache.version(key), keepsCode: true });
    expect(stored?.code?.index).toEqual(listed?.code.index);
    const [piece] = stored?.code?.pieces ?? [];
    expect(piece?.place).toBe(first!.place);
    expect(Buffer.from(piece!.bytes)).toEqual(Buffer.from(bytes.subarray(first!.place, first!.place + 50)));
    expect((await cache.codeOf(key, address(0x1000)))?.code).toBeUndefined();
    await cache.put(key, aDocument(), HOUR_MS);
    expect(await cache.codeOf(key, address(0x1000))).toMatchObject({ keepsCode: false });
    await cache.remove(key);
    expect(await cache.codeOf(key, address(0x1000))).toBeUndefined();
  });

  it('says what the functions are known again by, and of which version they are', async () => {
    const { cache } = subject();
    const identity = { exact: 'ab'.repeat(32), shape: '0'.repeat(16) };
    const functions = someFunctions(3).map((each, at) => (at === 1 ? { ...each, name: 'größer', identity } : each));
    expect(await cache.knownFunctions(key)).toBeUndefined();
    await cache.put(key, aDocument({ functions }), HOUR_MS);
    const known = await cache.knownFunctions(key);
    expect(known?.version).toBe(await cache.version(key));
    expect(known?.functions).toEqual({
      keys: Float64Array.of(0xabab_abab_abab),
      places: Uint32Array.of(1),
      names: ['größer'],
    });
    await cache.put(key, aDocument(), HOUR_MS);
    expect(await cache.knownFunctions(key)).toEqual({ version: await cache.version(key) });
  });

  it('gives the document as it is stored, no more of it than is asked for', async () => {
    const { cache } = subject();
    const document = aDocument({ functions: someFunctions(1234), strings: someStrings(120, 'ünïcödé ✓') });
    expect(await cache.pieces(key, ['functions'])).toBeUndefined();
    await cache.put(key, document, HOUR_MS);
    const stored = await cache.pieces(key, ['functions', 'exports']);
    expect(stored?.version).toBe(await cache.version(key));
    expect(Object.keys(stored!.sections)).toEqual(['functions', 'exports']);
    const result = new StoredResult(stored!);
    expect(result.document).toEqual({ ...document, strings: [], imports: [], sections: [] });
    expect(result.lists.functionAt(1200)).toEqual(document.functions[1200]);
    expect(result.lists.ranks()).toEqual(rankColumns(document));
  });

  it('gives back the head without the long lists', async () => {
    const { cache } = subject();
    const document = aDocument();
    await cache.put(key, document, HOUR_MS);
    const head = await cache.head(key);
    expect(head).toMatchObject({ summary: document.summary, metadata: document.metadata, libraries: ['libc.so.6'] });
    for (const section of PAGED_SECTIONS) expect(head).not.toHaveProperty(section);
  });

  it('gives the document with the head of the one who reads it, plain and as one gzip stream', async () => {
    const { cache } = subject();
    const document = aDocument({ functions: someFunctions(1234), strings: someStrings(120, 'ünïcödé ✓') });
    await cache.put(key, document, HOUR_MS);
    const stored = await cache.document(key);
    const head = { ...stored!.head, libraries: ['libm.so.6'] };
    const expected = { ...document, libraries: ['libm.so.6'] };
    expect(JSON.parse((await buffer(stored!.text(head))).toString())).toEqual(expected);
    expect(JSON.parse(gunzipSync(await buffer(stored!.gzip(head))).toString())).toEqual(expected);
  });

  it('gives what it stores a name of its own', async () => {
    const { cache } = subject();
    expect(await cache.version(key)).toBeUndefined();
    await cache.put(key, aDocument(), HOUR_MS);
    const first = await cache.version(key);
    expect(await cache.version(key)).toBe(first);
    expect((await cache.document(key))?.version).toBe(first);
    expect((await cache.page(key, 'functions', EVERYTHING, 0, 1))?.version).toBe(first);
    await cache.put(key, aDocument(), HOUR_MS);
    expect(await cache.version(key)).not.toBe(first);
  });

  it('keeps a result as long as it was told', async () => {
    const { cache, pass } = subject();
    await cache.put(key, aDocument(), 60_000);
    await cache.put(aContentKey('b'), aDocument(), HOUR_MS);
    expect(await cache.head(key)).toBeDefined();
    await pass(61_000);
    expect(await cache.head(key)).toBeUndefined();
    expect(await cache.head(aContentKey('b'))).toBeDefined();
  });
}

function describePages(subject: () => ResultCacheSubject): void {
  it.each([
    [0, 10],
    [495, 10],
    [500, 500],
    [999, 2],
    [0, 1200],
    [1190, 50],
  ])('gives items from %i on, %i at most, and the total', async (offset, limit) => {
    const { cache } = subject();
    const functions = someFunctions(1200);
    await cache.put(key, aDocument({ functions }), HOUR_MS);
    expect(await pageOf(cache, 'functions', offset, limit)).toEqual({
      items: functions.slice(offset, offset + limit),
      total: 1200,
    });
  });

  it('gives no items beyond the end and of an empty section', async () => {
    const { cache } = subject();
    await cache.put(key, aDocument({ functions: someFunctions(3), exports: [] }), HOUR_MS);
    expect(await pageOf(cache, 'functions', 3, 10)).toEqual({ items: [], total: 3 });
    expect(await pageOf(cache, 'functions', 5000, 10)).toEqual({ items: [], total: 3 });
    expect(await pageOf(cache, 'exports', 0, 10)).toEqual({ items: [], total: 0 });
  });
}

function describeReplacing(subject: () => ResultCacheSubject): void {
  it('replaces a result', async () => {
    const { cache } = subject();
    await cache.put(key, aDocument({ functions: someFunctions(2000) }), HOUR_MS);
    await cache.put(key, aDocument({ functions: someFunctions(10) }), HOUR_MS);
    expect(await pageOf(cache, 'functions', 0, 100)).toMatchObject({ total: 10 });
  });

  it('removes a result, as often as it is told', async () => {
    const { cache } = subject();
    await cache.put(key, aDocument(), HOUR_MS);
    await cache.remove(key);
    await cache.remove(key);
    expect(await readDocument(cache, key)).toBeUndefined();
  });

  it('never shows a mixture, nor a gap, to readers while the result is replaced', async () => {
    const { cache } = subject();
    const version = (digit: number): ReturnType<typeof aDocument> =>
      aDocument({ strings: someStrings(1100 + digit, `version ${digit},`), libraries: [`lib${digit}.so`] });
    await cache.put(key, version(0), HOUR_MS);
    let writing = true;
    const write = async (): Promise<void> => {
      for (let digit = 1; digit <= 15; digit += 1) await cache.put(key, version(digit), HOUR_MS);
      writing = false;
    };
    const read = async (): Promise<number> => {
      let reads = 0;
      for (; writing; reads += 1) {
        const document = await readDocument(cache, key);
        const digit = Number(/\d+/.exec(document?.libraries[0] ?? '')?.[0]);
        expect(document?.strings).toHaveLength(1100 + digit);
        expect(document?.strings.every(({ content }) => content.startsWith(`version ${digit},`))).toBe(true);
        const page = await pageOf(cache, 'strings', 499, 2);
        expect(new Set(page?.items.map(({ content }) => content.split(',')[0])).size).toBe(1);
      }
      return reads;
    };
    await Promise.all([write(), read(), read(), read()]);
  });
}
