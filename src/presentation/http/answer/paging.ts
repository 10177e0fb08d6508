import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiQuery } from '@nestjs/swagger';

import { WholeNumber } from '#presentation/http/body/whole-number';
import type { EnvelopeContents, EnvelopeHeaders } from '#presentation/http/contract/envelopes';
import { ApiEnvelope } from '#presentation/http/contract/envelopes';
import type { Reference } from '#presentation/http/contract/result-schemas';
import type { Answer, Paging } from './envelope';

const PAGES = { largestNumber: 1_000_000, largestSize: 500, size: 50 } as const;

/** Which page of a list is wanted; the query of a list extends it with its filters. */
export class PageRequest {
  @WholeNumber(1, PAGES.largestNumber)
  readonly page: number = 1;

  @WholeNumber(1, PAGES.largestSize)
  readonly page_size: number = PAGES.size;
}

/** What a route returns for a page of a list. */
export interface Paged<Item> extends Answer<readonly Item[]> {
  readonly paging: Paging;
}

/** Items before the page. */
export function offsetOf({ page, page_size: size }: PageRequest): number {
  return (page - 1) * size;
}

/** Lays a page's place beside its items. */
export function paged<Item>(items: readonly Item[], total: number, request: PageRequest): Paged<Item> {
  const { page, page_size: size } = request;
  return {
    data: items,
    paging: { page, page_size: size, total_count: total, has_next: offsetOf(request) + size < total },
  };
}

const PAGING_PROPERTIES: Record<keyof Paging, SchemaObject> = {
  page: { type: 'integer', minimum: 1 },
  page_size: { type: 'integer', minimum: 1, maximum: PAGES.largestSize },
  total_count: { type: 'integer', minimum: 0 },
  has_next: { type: 'boolean' },
};

/** A success of the Analysis API with a page of such items as `data`, and the query parameters that pick the page. */
export function ApiPagedEnvelope(
  description: string,
  item: SchemaObject | Reference,
  headers: EnvelopeHeaders = {},
  others: EnvelopeContents = {},
): MethodDecorator {
  const bound = { minimum: 1, type: 'integer' } as const;
  return applyDecorators(
    ApiQuery({ name: 'page', required: false, schema: { ...bound, maximum: PAGES.largestNumber, default: 1 } }),
    ApiQuery({
      name: 'page_size',
      required: false,
      schema: { ...bound, maximum: PAGES.largestSize, default: PAGES.size },
    }),
    ApiEnvelope(200, description, { type: 'array', items: item }, PAGING_PROPERTIES, headers, others),
  );
}
