import fc from 'fast-check';

import type { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import { FUNCTION_TYPES } from '#domain/document/functions';
import { STRING_TYPES } from '#domain/document/string-types';
import type { ExtractedString } from '#domain/document/strings';
import type { RelationConditions, SectionQuery } from '#domain/results/section-query';
import { answerPlainly, SORT_ORDERS } from '#domain/results/section-query';
import { SECTION_TRAITS } from '#domain/results/section-traits';
import { address } from '#domain/shared/address';
import type { JsonText } from '#domain/shared/json-text';
import { fromJsonText } from '#domain/shared/json-text';
import { HOUR_MS } from '#domain/shared/quantities';
import { aDocument, anImport, someFunctions } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';
import { PATTERN_ENGINE } from '#test/support/pattern-engine';

const key = aContentKey('e');

const WORDS = ['main', 'Alloc', 'free', 'sub_', 'İstanbul', 'ΟΔΟΣ', '', 'a.b', 'x'] as const;

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((words) => words.join(''));
const anAddress = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }).map(address);
const anyFunction: fc.Arbitrary<FunctionInfo> = fc.record(
  {
    name: text,
    address: fc.oneof(anAddress, fc.constantFrom(address(0x1000), address(0x2000))),
    size: fc.nat({ max: 5 }),
    type: fc.constantFrom(...FUNCTION_TYPES),
    source: fc.constant('symbol' as const),
    complexity_score: fc.nat({ max: 3 }),
    calls_to: fc.array(fc.record({ address: anAddress, name: text }), { maxLength: 3 }),
  },
  { requiredKeys: ['name', 'address', 'size', 'type', 'source'] },
);
const anyString: fc.Arbitrary<ExtractedString> = fc.record({
  content: text,
  address: anAddress,
  offset: anAddress,
  length: fc.nat({ max: 9 }),
  encoding: fc.constant('utf-8' as const),
  type: fc.constantFrom(...STRING_TYPES),
});
const filter = fc.oneof(
  fc.constantFrom(...WORDS.filter((word) => word !== '')).map((word) => ({ kind: 'substring' as const, text: word })),
  fc
    .constantFrom('^main', 'free$', '(?i)ALLOC', 'a.b', 'sub_.*x', '^$')
    .map((source) => ({ kind: 'pattern' as const, text: source })),
);

function queryOf(section: 'functions' | 'strings', types: readonly string[]): fc.Arbitrary<SectionQuery> {
  return fc.record(
    {
      filter,
      type: fc.constantFrom(...types, 'no such type'),
      address: fc.constant(address(0x1000)),
      addresses: fc.constantFrom([], [address(0x2000), address(0x1000), address(0x2000)]),
      name: fc.constantFrom(...WORDS),
      sort: fc.constantFrom(...Object.keys(SECTION_TRAITS[section].sorts)),
      order: fc.constantFrom(...SORT_ORDERS),
    },
    { requiredKeys: ['order'] },
  );
}

function matches(pattern: string, subject: string): boolean {
  const compilation = PATTERN_ENGINE.compile(pattern);
  return 'pattern' in compilation && compilation.pattern.test(subject);
}

/** Each function calls the next; all but the first call `connect`, the second uses a string. */
function relatedDocument(count: number): AnalysisDocument {
  const functions = someFunctions(count);
  const connect = { address: address(0x90_0000), name: 'connect' };
  return aDocument({
    functions: functions.map((each, index) => ({
      ...each,
      calls_to: [...(index === 0 ? [] : [connect]), ...functions.slice(index + 1, index + 2)].map((to) => ({
        ...{ address: to.address, name: to.name },
      })),
      imports: index === 0 ? [] : ['connect'],
      strings: index === 1 ? [{ address: address(0x40_0010), content: 'text 1' }] : [],
    })),
    imports: [anImport('connect', { address: address(0x90_0000), category: 'network' })],
  });
}

/** What `ResultCache.page` promises of queries: the same as reading everything and picking what is wanted. */
export function describeSectionQueries(cacheOf: () => ResultCache): void {
  it.each([
    ['functions', fc.array(anyFunction, { maxLength: 250 }), FUNCTION_TYPES],
    ['strings', fc.array(anyString, { maxLength: 250 }), STRING_TYPES],
  ] as const)('finds and orders %s as if all of them were read', async (section, items, types) => {
    const pages = fc.record({ offset: fc.nat({ max: 30 }), limit: fc.integer({ min: 1, max: 300 }) });
    await fc.assert(
      fc.asyncProperty(
        items,
        fc.array(queryOf(section, types), { maxLength: 4 }),
        pages,
        async (all, queries, page) => {
          const cache = cacheOf();
          await cache.put(key, aDocument({ [section]: all }), HOUR_MS);
          for (const query of queries) {
            const found = await cache.page(key, section, query, page.offset, page.limit);
            const expected = answerPlainly(section, all as never, query, matches);
            expect(found && fromJsonText(found.items as never)).toEqual(
              expected.slice(page.offset, page.offset + page.limit),
            );
            expect(found?.total).toBe(expected.length);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it('finds in a section of 30,000 functions what is wanted, page by page', async () => {
    const cache = cacheOf();
    const functions = someFunctions(30_000).map((info, index) => ({ ...info, size: index % 700 }));
    await cache.put(key, aDocument({ functions }), HOUR_MS);
    for (const query of [
      { filter: { kind: 'substring', text: '0.00' }, order: 'asc' },
      { filter: { kind: 'substring', text: 'FCN.0000' }, sort: 'size', order: 'desc' },
      { filter: { kind: 'pattern', text: '[13]0$' }, sort: 'name', order: 'desc' },
      { address: functions[12_345]!.address, order: 'asc' },
      { addresses: [functions[29_000]!.address, functions[7]!.address], order: 'asc' },
    ] as const satisfies readonly SectionQuery[]) {
      const expected = answerPlainly('functions', functions, query, matches);
      for (const offset of [0, 50, 1000]) {
        const found = await cache.page(key, 'functions', query, offset, 50);
        expect(found).toMatchObject({ total: expected.length });
        expect(fromJsonText(found!.items)).toEqual(expected.slice(offset, offset + 50));
      }
    }
  });

  it.each([3, 1500])('finds by relations, %i functions', async (count) => {
    const cache = cacheOf();
    const document = relatedDocument(count);
    await cache.put(key, document, HOUR_MS);
    const found = async (
      section: 'functions' | 'imports' | 'strings',
      relations: RelationConditions,
    ): Promise<unknown> => {
      const page = await cache.page(key, section, { relations, order: 'asc' }, 0, 2);
      return (
        page && [
          page.total,
          ...fromJsonText(page.items as JsonText<readonly { address: string }[]>).map((each) => each.address),
        ]
      );
    };
    const [first, second] = document.functions.map((each) => each.address);
    expect(await found('functions', { import: 'connect' })).toEqual([count - 1, '0x1040', '0x1080']);
    expect(await found('functions', { category: 'network', string: 'TEXT 1' })).toEqual([1, '0x1040']);
    expect(await found('functions', { category: 'crypto' })).toEqual([0]);
    expect(await found('functions', { calls: address(0x90_0000) })).toEqual([count - 1, '0x1040', '0x1080']);
    expect(await found('functions', { calls: second! })).toEqual([1, '0x1000']);
    expect(await found('functions', { calledBy: first!, import: 'connect' })).toEqual([1, '0x1040']);
    expect(await found('functions', { calledBy: first!, importAt: address(0x90_0000) })).toEqual([1, '0x1040']);
    expect(await found('functions', { reachableFrom: first! })).toEqual([count - 1, '0x1040', '0x1080']);
    expect(await found('functions', { refersTo: address(0x40_0010) })).toEqual([1, '0x1040']);
    expect(await found('imports', { usedBy: second! })).toEqual([1, '0x900000']);
    expect(await found('strings', { usedBy: second! })).toEqual([1, '0x400010']);
    expect(await found('strings', { usedBy: first! })).toEqual([0]);
    const query = { relations: { import: 'connect' }, sort: 'address', order: 'desc' } as const;
    expect(await cache.page(key, 'functions', query, 0, 1)).toMatchObject({ total: count - 1 });
    const beyond = await cache.page(key, 'functions', query, count - 2, 5);
    expect(fromJsonText(beyond!.items).map((each) => each.address)).toEqual([second]);
  });

  it.each([3, 1500])('shows the calls around a function, of %i', async (count) => {
    const cache = cacheOf();
    await cache.put(key, relatedDocument(count), HOUR_MS);
    const ask = { direction: 'callees', depth: 2, maxNodes: 3 } as const;
    const answer = await cache.callGraph(key, { ...ask, from: address(0x1000) });
    expect(answer?.version).toBe(await cache.version(key));
    expect(answer?.graph).toEqual({
      nodes: [
        { address: '0x1000', name: 'fcn.00001000', kind: 'function', type: 'function' },
        { address: '0x1040', name: 'fcn.00001040', kind: 'function', type: 'function' },
        { address: '0x900000', name: 'connect', kind: 'import', type: 'network' },
      ],
      edges: [
        { from: '0x1000', to: '0x1040' },
        { from: '0x1040', to: '0x900000' },
      ],
      truncated: true,
    });
    expect(await cache.callGraph(key, { ...ask, from: address(0x5555) })).not.toHaveProperty('graph');
    expect(await cache.callGraph(aContentKey('f'), { ...ask, from: address(0x1000) })).toBeUndefined();
  });

  it('forgets what it knew of a section when the result is replaced', async () => {
    const cache = cacheOf();
    const named = (name: string): AnalysisDocument =>
      aDocument({ functions: someFunctions(1500).map((info) => ({ ...info, name })) });
    const query = { filter: { kind: 'substring', text: 'second' }, order: 'asc' } as const;
    await cache.put(key, named('first'), HOUR_MS);
    expect(await cache.page(key, 'functions', query, 0, 1)).toMatchObject({ total: 0 });
    await cache.put(key, named('second'), HOUR_MS);
    expect(await cache.page(key, 'functions', query, 0, 1)).toMatchObject({ total: 1500 });
  });
}
