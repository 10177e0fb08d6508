import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { ExtractedString } from '#domain/document/strings';
import { address } from '#domain/shared/address';
import { aDocument, anImport } from '#test/builders/document';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';
import { FactBook } from './fact-book';

const AS_LETTERS = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
const counter = { count: (text: string): number => countTokens(text, AS_LETTERS) };

interface Page {
  readonly refs: readonly string[];
  readonly left_out: readonly string[];
  readonly used: number;
  readonly next?: string;
}

function bookOf(document: AnalysisDocument): FactBook {
  return new FactBook(document, 'version', () => false, PATTERN_ENGINE);
}

function search(book: FactBook, query: string, maxTokens = 100_000, cursor?: string, kinds: 'function'[] = []): Page {
  const page = { format: 'json' as const, maxTokens, ...(cursor !== undefined && { cursor }) };
  const asked = { kind: 'search' as const, fileName: 'a.bin', tokenizer: 'o200k_base' as const, query, kinds, page };
  const { text, next, usedTokens } = book.answer(asked, counter);
  const { facts, left_out } = JSON.parse(text) as Page & { readonly facts: { ref: string; shortened?: boolean }[] };
  const refs = facts.filter(({ shortened }) => shortened !== true).map(({ ref }) => ref);
  return { refs, left_out, used: usedTokens, ...(next !== undefined && { next }) };
}

function lines(book: FactBook, query: string): readonly string[] {
  const page = { format: 'markdown' as const, maxTokens: 2000 };
  const asked = {
    kind: 'search' as const,
    fileName: 'a.bin',
    tokenizer: 'o200k_base' as const,
    query,
    kinds: [],
    page,
  };
  const { text } = book.answer(asked, counter);
  const [, ...rest] = text.split(/^---.*\n/m);
  return (rest[0] ?? '').split('\n').filter((line) => line !== '');
}

const place = (at: number): { readonly address: ReturnType<typeof address>; readonly name: string } => ({
  address: address(at),
  name: '',
});
function aFunction(at: number, name: string, facts: Partial<FunctionInfo> = {}): FunctionInfo {
  const none = { calls_to: [], calls_from: [], imports: [], strings: [] };
  return { address: address(at), name, size: 64, type: 'function', source: 'symbol', ...none, ...facts };
}
function aString(at: number, content: string, facts: Partial<ExtractedString> = {}): ExtractedString {
  const rest = { offset: address(at), length: content.length, encoding: 'ascii', type: 'readable_text' } as const;
  return { content, address: address(at), ...rest, ...facts };
}

const program = bookOf(
  aDocument({
    functions: [
      aFunction(0x1000, 'main', {
        ...{ complexity_score: 60, calls_to: [place(0x1100)], imports: ['puts'] },
        strings: [{ address: address(0x9000), content: 'usage: prog' }],
      }),
      aFunction(0x1100, 'net_open', { imports: ['connect', 'puts'], calls_from: [place(0x1000)], size: 2000 }),
      aFunction(0x1200, 'fcn.00001200', { calls_to: [place(0x1000)], totals: { calls_from: 12 } }),
      aFunction(0x1300, 'sub.connect', { type: 'thunk', imports: ['connect'] }),
    ],
    imports: [
      anImport('connect', { library: 'WS2_32.dll', category: 'network', used_by: [address(0x1100)], used_by_total: 1 }),
      anImport('CreateProcessW', { library: 'KERNEL32.dll', category: 'process', used_by: [address(0x1200)] }),
      anImport('puts', { library: 'msvcrt.dll', category: 'file' }),
    ],
    strings: [
      aString(0x9000, 'usage: prog'),
      aString(0x9010, 'http://example.org/a', { type: 'url', used_by: [address(0x1100)], used_by_total: 1 }),
      aString(0x9020, 'say "hi" /etc/passwd'),
    ],
    exports: [{ name: 'net_open', address: address(0x1100), size: 0, type: 'function' }],
  }),
);

describe('A search', () => {
  it.each([
    ['NET_', ['exp:net_open', 'fn:0x1100']],
    ['"say \\"hi\\""', ['str:0x9020']],
    ['/etc/passwd', ['str:0x9020']],
    ['/^http.*ORG/', []],
    ['/^http.*ORG/i', ['str:0x9010']],
    ['http://example', ['str:0x9010']],
    ['0x1200', ['fn:0x1200']],
    ['tag:network', ['fn:0x1100', 'imp:WS2_32.connect', 'str:0x9010']],
    ['uses:connect', ['fn:0x1100']],
    ['uses:imp:WS2_32.connect', ['fn:0x1100']],
    ['uses:CreateProcess', ['fn:0x1200']],
    ['uses:/^c/', ['fn:0x1100']],
    ['refs:USAGE', ['fn:0x1000']],
    ['refs:str:0x9010', ['fn:0x1100']],
    ['refs:0x9010', ['fn:0x1100']],
    ['calls:fn:net_open', ['fn:0x1000']],
    ['calls:fn:main', ['fn:0x1200']],
    ['calledby:main', ['fn:0x1100', 'imp:msvcrt.puts']],
    ['type:url', ['str:0x9010']],
    ['type:thunk', ['fn:0x1300']],
    ['lib:kernel32', ['fn:0x1200', 'imp:KERNEL32.CreateProcessW']],
    ['cc>50', ['fn:0x1000']],
    ['callers>=12', ['fn:0x1200']],
    ['size>1000', ['fn:0x1100']],
    ['named:no', ['fn:0x1200']],
    ['uses:puts -cc>50', ['fn:0x1100']],
    ['type:url -example', []],
    ['cc>50 type:url', []],
  ])('for %s finds %j', (query, expected) => {
    expect([...search(program, query).refs].sort()).toEqual(expected);
  });

  it('finds functions first where it is asked what has to do with what, and shows of them what was asked for', () => {
    expect(lines(program, 'tag:network')).toEqual([
      '0x1100 net_open: connect',
      'imp:WS2_32.connect used by net_open',
      'str:0x9010 `"http://example.org/a"`, used by net_open',
    ]);
    expect(lines(program, 'refs:usage cc>1')).toEqual(['0x1000 main, cc 60, "usage: prog"']);
  });

  it('says why a term finds nothing', () => {
    expect(search(program, 'uses:nothing').left_out).toEqual(['No import that is listed bears the name after uses:.']);
    expect(search(program, 'cc>50 type:url').left_out).toEqual(['No kind of fact can fit all of these terms.']);
  });

  it.each([
    ['', 'a term'],
    ['-', undefined],
    ['foo:bar', '"foo:"'],
    ['foo>5', '"foo"'],
    ['uses:', 'nothing behind'],
    ['"open', 'quotation marks'],
    ['tag:colour', 'network file process'],
    ['type:colour', 'url user_agent'],
    ['named:maybe', 'yes no'],
    ['/(/', 'expression'],
    ['/(?=a)/', 'lookahead'],
    ['/(x{1000}){1000}/', 'expression'],
    ['a '.repeat(17), '16 terms'],
    ['a'.repeat(401), '400 characters'],
  ])('of %j tells what is wrong', (query, message) => {
    const refused = (): unknown => search(program, query).refs;
    if (message === undefined) expect(refused).not.toThrow();
    else {
      const details = [{ field: 'q', message: expect.stringContaining(message) as unknown }];
      expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', details }) as Error);
    }
  });

  it('names no function that is none', () => {
    expect(() => search(program, 'calls:fn:nothing')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', details: [expect.objectContaining({ field: 'q' })] }) as Error,
    );
  });

  const texts = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom('ab', 'xa', 'b"a`')), {
    maxLength: 60,
  });
  const documents = fc.tuple(texts, texts).map(([names, contents]) =>
    aDocument({
      functions: names.map((name, at) => aFunction(0x1000 + at * 64, name, { imports: at % 2 ? ['puts'] : [] })),
      strings: contents.map((content, at) => aString(0x9000 + at * 128, content)),
    }),
  );
  const queries = fc.constantFrom('a', '-a', 'uses:puts -a', '/a|b/', '-"zz" -zy');
  const budgets = fc.integer({ min: 500, max: 4000 });

  it('has every match once in its pages, and no page is over its budget', () => {
    fc.assert(
      fc.property(documents, queries, budgets, (document, query, maxTokens) => {
        const book = bookOf(document);
        const all = search(book, query);
        const joined: string[] = [];
        for (let page: Page | undefined = search(book, query, maxTokens); page !== undefined;) {
          expect(page.used).toBeLessThanOrEqual(maxTokens);
          joined.push(...page.refs);
          page = page.next === undefined ? undefined : search(book, query, maxTokens, page.next);
        }
        expect([...joined].sort()).toEqual([...all.refs].sort());
        expect(new Set(joined).size).toBe(joined.length);
        if (query === 'a') {
          const lower = document.functions.filter(({ name }) => name.toLowerCase().includes('a'));
          expect(search(book, query, 100_000, undefined, ['function']).refs).toHaveLength(lower.length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('of a smaller page is the beginning of that of a larger one', () => {
    fc.assert(
      fc.property(documents, queries, budgets, budgets, (document, query, one, other) => {
        const book = bookOf(document);
        const larger = new Set(search(book, query, Math.max(one, other)).refs);
        expect(search(book, query, Math.min(one, other)).refs.filter((ref) => !larger.has(ref))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
