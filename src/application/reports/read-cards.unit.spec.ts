import type { ReadListing } from '#application/analysis/read-listing';
import type { ReadPseudoCode } from '#application/analysis/read-pseudo-code';
import { address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { ReadCards } from './read-cards';
import type { FactsAsked, ReadFacts } from './read-facts';

const TOTAL = 5000;

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
