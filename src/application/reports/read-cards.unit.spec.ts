import type { ReadListing } from '#application/analysis/read-listing';
import type { ReadPseudoCode } from '#application/analysis/read-pseudo-code';
import type { ReadResult } from '#application/analysis/read-result';
import { address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { ReadCards } from './read-cards';
import type { FactsAsked, ReadFacts } from './read-facts';
import type { SeenBefore } from './seen-before';

const TOTAL = 5000;
const NOTHING_SEEN = [{} as ReadResult, {} as SeenBefore] as const;

describe('Cards of many functions', () => {
  it('read code one function after the other, and of all together no more than a page could show', async () => {
    let [underWay, most] = [0, 0];
    const page = async (
      _result: unknown,
      _wanted: unknown,
      { limit }: { readonly limit: number },
    ): Promise<unknown> => {
      most = Math.max(most, (underWay += 1));
      await new Promise(setImmediate);
      underWay -= 1;
      const lines = Array.from({ length: limit }, () => ({ address: address(1), bytes: '90', text: 'nop' }));
      return { ready: true, result: { lines, total: TOTAL } };
    };
    const none = (): Promise<never> => Promise.reject(new DomainError('NOT_FOUND', 'none'));
    let asked: FactsAsked | undefined;
    const facts = { execute: (_result: unknown, question: FactsAsked) => (asked = question) };
    const cards = new ReadCards(
      facts as unknown as ReadFacts,
      { page } as unknown as ReadListing,
      { page: none } as unknown as ReadPseudoCode,
      ...NOTHING_SEEN,
    );
    const refs = Array.from({ length: 8 }, (_, index) => `fn:${address(index + 1)}`);
    const options = { tokenizer: 'o200k_base', page: { format: 'json', maxTokens: 500 } } as const;
    await cards.execute({ id: 'id', ownerId: 'owner' }, { ...options, refs, parts: ['code'] });
    const code = asked?.kind === 'cards' ? asked.code : [];
    expect(code.map(({ ref, listing, total }) => [ref, listing?.length, total])).toEqual(
      refs.map((ref, index) => [ref, index < 5 ? 4000 : 1, TOTAL]),
    );
    expect(most).toBe(1);
  });
});

describe('Cards of functions that other results have', () => {
  const exact = { 'fn:0x1': 'a', 'fn:0x2': 'b', 'fn:0x3': 'c' } as const;
  let lookedUp = 0;
  const reading = { ready: true, result: undefined };
  const results = {
    read: async (_wanted: unknown, load: (key: string, job: unknown, isSoFar: boolean) => Promise<unknown>) => ({
      ...reading,
      result: await load('key', {}, false),
    }),
    functionOf: (_result: unknown, { reference }: { readonly reference: { readonly address: string } }) => {
      lookedUp += 1;
      if (reference.address === '0x2') return Promise.reject(new DomainError('NOT_FOUND', 'none'));
      const identity = { exact: exact[`fn:${reference.address}` as keyof typeof exact] };
      return Promise.resolve({ ...reading, result: { version: 'v', detail: { identity } } });
    },
  };
  const ask = async (seen: unknown): Promise<FactsAsked | undefined> => {
    lookedUp = 0;
    let asked: FactsAsked | undefined;
    const cards = new ReadCards(
      { execute: (_result: unknown, question: FactsAsked) => (asked = question) } as unknown as ReadFacts,
      {} as ReadListing,
      {} as ReadPseudoCode,
      results as unknown as ReadResult,
      { functionsSeen: () => Promise.resolve(seen) } as unknown as SeenBefore,
    );
    const options = { tokenizer: 'o200k_base', page: { format: 'json', maxTokens: 500 } } as const;
    const refs = ['fn:0x1', 'str:0x9', 'fn:0x2', 'fn:0x3'];
    await cards.execute({ id: 'id', ownerId: 'owner' }, { ...options, refs, parts: ['identity'] });
    return asked;
  };

  it('tell where, and those that are none of a function or of a known one tell nothing', async () => {
    const found = { results: 2, fileName: 'libc.so', name: 'strlen' };
    expect(await ask((each: string) => (each === 'a' ? found : undefined))).toMatchObject({
      elsewhere: [{ ref: 'fn:0x1', ...found }],
    });
  });

  it('are not looked up one by one where no other result has any', async () => {
    expect(await ask(undefined)).toMatchObject({ elsewhere: [] });
    expect(lookedUp).toBe(0);
  });
});
