import type { Request } from 'express';

import { validated } from '#presentation/http/body/validated';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { envelopedText } from './envelope';
import { offsetOf, paged, PageRequest } from './paging';

const faultsOf = (query: Record<string, unknown>): unknown => {
  try {
    return validated(PageRequest, query);
  } catch (error) {
    return (error as { details: unknown }).details;
  }
};

describe('a page of a list', () => {
  it('is the first one, of 50 items, when the caller does not say', () => {
    expect(validated(PageRequest, {})).toMatchObject({ page: 1, page_size: 50 });
  });

  it('starts after the pages before it', () => {
    expect(offsetOf(validated(PageRequest, { page: '3', page_size: '20' }))).toBe(40);
  });

  it('is read once for equal queries, and again for others', () => {
    const first = validatedQuery(PageRequest, { page: '3' });
    expect(validatedQuery(PageRequest, { page: '3' })).toBe(first);
    expect(validatedQuery(PageRequest, { page: '4' }).page).toBe(4);
    expect(() => validatedQuery(PageRequest, { page: '0' })).toThrow('page');
  });

  it.each([
    { page: '0' },
    { page: 'x' },
    { page: '1.5' },
    { page_size: '0' },
    { page_size: '501' },
    { page_size: ['1', '2'] },
  ])('is refused as %j, naming the field', (query) => {
    expect(faultsOf(query)).toEqual([{ field: Object.keys(query)[0], message: expect.any(String) as string }]);
  });

  it.each([
    { page: 1, total: 0, next: false },
    { page: 1, total: 20, next: false },
    { page: 1, total: 21, next: true },
    { page: 2, total: 40, next: false },
    { page: 9, total: 40, next: false },
  ])('number $page of 20 out of $total items has a next one: $next', ({ page, total, next }) => {
    expect(paged([], total, { page, page_size: 20 }).paging).toEqual({
      page,
      page_size: 20,
      total_count: total,
      has_next: next,
    });
  });

  it('stands beside the items in the envelope', () => {
    const text = envelopedText(paged(['a'], 3, { page: 1, page_size: 1 }), { headers: {} } as Request);
    expect(JSON.parse(String(text))).toMatchObject({
      success: true,
      data: ['a'],
      page: 1,
      page_size: 1,
      total_count: 3,
      has_next: true,
      metadata: {},
    });
  });
});
