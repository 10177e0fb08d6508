import { aDocument, anImport, someFunctions, someStrings } from '#test/builders/document';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { FactBook } from './fact-book';
import type { CardsQuestion, SimilarQuestion } from './fact-question';

const counter = { count: (text: string): number => text.length };
const asking = {
  fileName: 'prog',
  tokenizer: 'o200k_base',
  page: { format: 'markdown', maxTokens: 100_000 },
} as const;
const document = aDocument({ functions: someFunctions(4), strings: someStrings(3), imports: [anImport('connect')] });
const book = new FactBook(document, 'version', () => false, PATTERN_ENGINE);

function cards(...refs: readonly string[]): string {
  const question: CardsQuestion = { ...asking, kind: 'cards', refs, parts: ['calls'], code: [] };
  return book.answer(question, counter).text;
}

function similar(ref: string): string {
  const match = { analysisId: 'other', version: 'v', fileName: 'b', sha256: 'c'.repeat(64), total: 4 };
  const matches: SimilarQuestion['matches'] = [
    { ...match, functions: document.functions.map((_, at) => [at, 'known']) },
  ];
  return book.answer({ ...asking, kind: 'similar', ref, here: 4, matches }, counter).text;
}

describe('cards', () => {
  it('of the same thing are one', () => {
    expect(cards('fn:0x1000', 'fn:0x1000')).toBe(cards('fn:0x1000'));
  });

  it('name the one of many that there is not', () => {
    const message = '"no\\u{a}where" names nothing that is known';
    expect(() => cards('fn:0x1000', 'no\nwhere', 'imp:connect')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', details: [{ field: 'refs.1', message }] }) as Error,
    );
  });
});

describe('what is similar', () => {
  it('is told of a function', () => {
    expect(similar('fn:0x1000')).toContain('also in "b"');
  });

  it.each(['imp:connect', 'str:#0', 'id:build'])('is told of functions alone: %s', (ref) => {
    const details = [{ field: 'ref', message: 'must name a function' }];
    expect(() => similar(ref)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', details }) as Error);
  });
});
