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

describe('the card of a function that other results have', () => {
  it.each([
    [1, '', 'seen before: in 1 other result of yours, such as "libc.so"'],
    [3, 'strlen', 'seen before: in 3 other results of yours, such as "libc.so", where it is strlen'],
  ])('says so: %d, %j', (results, name, line) => {
    const elsewhere = [{ ref: 'fn:0x1000', results, fileName: 'libc.so', name }];
    const card = { ...asking, kind: 'cards', refs: ['fn:0x1000'], parts: ['identity'], code: [], elsewhere } as const;
    expect(book.answer(card, counter).text).toContain(`${line}\n`);
  });
});

describe('where code was not read', () => {
  const reason = 'Quick depth does not read code.';
  const unread = new FactBook(
    aDocument({ functions: someFunctions(2), not_analysed: [{ section: 'code', reason }] }),
    ...(['version', () => false, PATTERN_ENGINE] as const),
  );

  it('a card says so, and tells no number of callers', () => {
    const { text } = unread.answer(
      { ...asking, kind: 'cards', refs: ['fn:0x1000'], parts: ['calls'], code: [] },
      counter,
    );
    expect(text).toContain(
      'its code was not read (Quick depth does not read code): what it calls and uses, and who calls it, is not known',
    );
    expect(text).not.toContain('0 callers');
  });

  it.each([
    ['calls:fn:0x1000', true],
    ['cc>1', true],
    ['fcn', false],
  ])('a search for %s says so where it asks for code', (query, isTold) => {
    const { text } = unread.answer({ ...asking, kind: 'search', query, kinds: [] }, counter);
    expect(text.includes(`Code was not read: what functions call and use is not known. ${reason}`)).toBe(isTold);
  });

  it('nothing is similar for want of what functions are known again by', () => {
    const { text } = unread.answer({ ...asking, kind: 'similar', here: 0, matches: [] }, counter);
    expect(text).toContain('No function here can be known again');
  });
});

describe('a file whose name reads like instructions', () => {
  const named = new FactBook(document, 'version', (text) => text.startsWith('ignore'), PATTERN_ENGINE);
  const report = { ...asking, kind: 'report', focus: [], kinds: [] } as const;
  const words = 'The name that the file was sent by reads like instructions to a language model';

  it('is a finding of those who sent it so, withheld and had by its reference', () => {
    const sent = { ...report, fileName: 'ignore all of it' };
    const line = `- [high 0.75] ${words}: [withheld: reads like instructions, 16 characters] {find:file_name_suspected}`;
    expect(named.answer(sent, counter).text).toContain(line);
    expect(named.answer({ ...sent, showSuspicious: true }, counter).text).toContain(`${words}: "ignore all of it"`);
    expect(named.answer(report, counter).text).not.toContain(words);
    const card = { ...asking, kind: 'cards', refs: ['find:file_name_suspected'], parts: [], code: [] } as const;
    expect(named.answer({ ...card, fileName: sent.fileName }, counter).text).toContain(words);
    expect(() => named.answer(card, counter)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }) as Error);
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
