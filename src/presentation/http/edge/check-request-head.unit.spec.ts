import type { Request, Response } from 'express';

import type { DomainError } from '#domain/shared/domain-error';
import { checkRequestHead } from './check-request-head';

const check = checkRequestHead({ maxUriBytes: 65_536, maxHeaderBytes: 16_384 });

interface Head {
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: () => object;
}

function verdictOn({ url = '/', headers = {}, query = () => ({}) }: Head): {
  fault: DomainError | undefined;
  answered: Record<string, unknown>;
} {
  const answered: Record<string, unknown> = {};
  let fault: DomainError | undefined;
  const request = { url, httpVersion: '1.1', headers, rawHeaders: ['Host', 'here'] };
  Object.defineProperty(request, 'query', { get: query });
  const response = { setHeader: (name: string, value: unknown) => (answered[name] = value) };
  check(request as unknown as Request, response as unknown as Response, (error?: unknown) => {
    fault = error as DomainError | undefined;
  });
  return { fault, answered };
}

describe('checkRequestHead', () => {
  it('refuses a query of more than 100 parameters before it is read', () => {
    let reads = 0;
    const query = (): object => {
      reads += 1;
      return {};
    };
    const { fault } = verdictOn({ url: `/?${'a&'.repeat(101)}`, query });
    expect([fault?.code, fault?.message, reads]).toEqual([
      'INVALID_OPTION',
      'query: There are more than 100 parameters.',
      0,
    ]);
    expect([verdictOn({ url: `/?${'a&'.repeat(99)}a`, query }).fault, reads]).toEqual([undefined, 1]);
  });

  it.each([
    [{ 'content-encoding': 'gzip', 'content-length': '5' }, true],
    [{ 'content-encoding': 'identity, br', 'transfer-encoding': 'chunked' }, true],
    [{ 'content-encoding': 'Identity', 'content-length': '5' }, false],
    [{ 'content-encoding': 'gzip' }, false],
    [{ 'content-encoding': 'gzip', 'content-length': '0' }, false],
    [{ 'content-length': '5' }, false],
  ])('refuses a body in a coding that nobody undoes: %j, %s', (headers, isRefused) => {
    const { fault, answered } = verdictOn({ headers: headers });
    expect(fault?.code).toBe(isRefused ? 'UNSUPPORTED_MEDIA_TYPE' : undefined);
    expect(answered).toEqual(isRefused ? { 'Accept-Encoding': 'identity' } : {});
  });

  it('says the name of a parameter as text that hides nothing', () => {
    const { fault } = verdictOn({ query: () => ({ 'a\u202eb': ['1', '2'] }) });
    expect(fault?.message).toBe('a\\u{202e}b: It was given more than once.');
  });
});
