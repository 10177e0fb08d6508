import type { Request } from 'express';

import { identityOf } from './request-identity';

/** Where a page stands in its list; the envelope carries it beside `data`. */
export interface Paging {
  readonly page: number;
  readonly page_size: number;
  /** Items on all pages, as far as this caller may see them. */
  readonly total_count: number;
  readonly has_next: boolean;
}

/** What a route of the Analysis API returns; the envelope is laid around it here and nowhere else. */
export interface Answer<Data> {
  readonly data: Data;
  /** Of a page of a list: where it stands, laid beside `data`. */
  readonly paging?: Paging;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** `data` that is JSON already: it goes out as it is. */
export class ReadyJson {
  constructor(readonly text: string | Buffer) {}
}

/**
 * JSON of what a route returns, in its envelope; `undefined` for what brings its own (a stream), or has been sent. Laid around
 * at the very end of a request and not by an interceptor of the framework: those cost more than the rest of a cached answer.
 */
export function envelopedText(returned: unknown, request: Request): string | Buffer | undefined {
  if (!isAnswer(returned)) return undefined;
  if (!(returned.data instanceof ReadyJson)) return JSON.stringify(envelopeOf(returned, request));
  const [before, behind] = envelopeAround(returned, request);
  const { text } = returned.data;
  // A page comes as bytes and goes out as bytes: nobody need decode it.
  return typeof text === 'string'
    ? `${before}${text}${behind}`
    : Buffer.concat([Buffer.from(before), text, Buffer.from(behind)]);
}

function isAnswer(returned: unknown): returned is Answer<unknown> {
  return typeof returned === 'object' && returned !== null && 'data' in returned;
}

/** The envelope as text, to be laid around `data` that is JSON already. */
export function envelopeAround(
  { paging, metadata }: Omit<Answer<unknown>, 'data'>,
  request: Request,
): readonly [string, string] {
  const { success, ...rest } = envelopeOf(
    { data: undefined, ...(paging && { paging }), ...(metadata && { metadata }) },
    request,
  );
  return [`{"success":${String(success)},"data":`, `,${JSON.stringify(rest).slice(1)}`];
}

function envelopeOf(
  { data, paging, metadata }: Answer<unknown>,
  request: Request,
): { success: true; [name: string]: unknown } {
  return {
    success: true,
    data,
    ...paging,
    metadata: metadata ?? {},
    request_id: identityOf(request).requestId,
    timestamp: new Date().toISOString(),
  };
}
