import type { PackedDocument } from '#application/ports/result-cache.port';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import { FactBook } from '#domain/report/fact-book';
import type { FactQuestion } from '#domain/report/fact-question';
import type { ResultLists } from '#domain/report/result-lists';
import { address } from '#domain/shared/address';
import { packDocument } from '#infrastructure/packing/pack-document';
import { ownEncoder } from '#infrastructure/packing/piece-encoder';
import { aDocument, anImport, someFunctions, someStrings } from '#test/builders/document';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { StoredResult } from './stored-result';

const BY_WORDS = { count: (text: string): number => text.split(/\b/).length };
const ASKING = { fileName: 'a', tokenizer: 'o200k_base', page: { format: 'markdown', maxTokens: 2000 } } as const;
const SURVEY: FactQuestion = { ...ASKING, kind: 'report', focus: [], kinds: [] };
const LATE = address(0x1000 + 1200 * 64);
const QUESTIONS: readonly FactQuestion[] = [
  SURVEY,
  { ...SURVEY, focus: ['network'], kinds: ['function', 'string', 'export'] },
  { ...ASKING, kind: 'cards', refs: [`fn:${LATE}`], parts: ['calls', 'imports'], code: [] },
  { ...ASKING, kind: 'search', query: 'uses:connect', kinds: [] },
  { ...ASKING, kind: 'paths', to: `fn:${LATE}`, maxPaths: 2, isWhole: false },
];

/** `main` is the last of many functions; who it calls is far from it. */
function aLargeDocument(): AnalysisDocument {
  const plain = someFunctions(1234);
  const main = { name: 'main', address: address(0x1000 + 1233 * 64), imports: ['connect'] };
  const called = { address: LATE, name: plain[1200]?.name ?? '' };
  return aDocument({
    functions: plain.map((each, place) =>
      place === 1233 ? { ...each, ...main, complexity_score: 9, calls_to: [called] } : each,
    ),
    strings: someStrings(500).map((each, place) => (place === 450 ? { ...each, content: 'usage: a FILE' } : each)),
    imports: [anImport('connect', { category: 'network', used_by: [main.address], used_by_total: 1 })],
    exports: [{ name: 'main', address: main.address, size: 1, type: 'function' }],
  });
}

function bookOf(document: AnalysisDocument, lists?: ResultLists): FactBook {
  return new FactBook(document, 'version', () => false, PATTERN_ENGINE, lists);
}

function opened(packed: Pick<PackedDocument, 'packedHead' | 'ranks' | 'sections'>): FactBook {
  const { document, lists } = new StoredResult(packed);
  return bookOf(document, lists);
}

/** Of 13 pages of functions only those that `isWhole` says can be read. */
function damaged(packed: PackedDocument, isWhole: (page: number) => boolean): PackedDocument {
  const { functions } = packed.sections;
  const pages = functions.pages.map((page, at) =>
    isWhole(at) ? page : page.map((byte, place) => byte ^ +(place > 9)),
  );
  return { ...packed, sections: { ...packed.sections, functions: { ...functions, pages } } };
}

describe('A result that is read as far as it is asked about', () => {
  const document = aLargeDocument();
  const packing = packDocument(document, ownEncoder(true));

  it('is answered like the document, whether its ranks were stored or not', async () => {
    const { ranks, ...before } = await packing;
    expect(ranks).toBeDefined();
    const texts = QUESTIONS.map((question) => bookOf(document).answer(question, BY_WORDS).text);
    for (const stored of [await packing, before])
      expect(QUESTIONS.map((question) => opened(stored).answer(question, BY_WORDS).text)).toEqual(texts);
  });

  it('is surveyed by the pages of what a survey shows', async () => {
    const question: FactQuestion = { ...SURVEY, page: { format: 'markdown', maxTokens: 700 } };
    const { text } = bookOf(document).answer(question, BY_WORDS);
    expect(text).toContain('connect, network, used by main');
    const book = opened(damaged(await packing, (page) => page === 12 || page === 0));
    expect(book.answer(question, BY_WORDS).text).toBe(text);
    expect(() => book.answer({ ...ASKING, kind: 'search', query: 'fcn', kinds: [] }, BY_WORDS)).toThrow();
  });
});
