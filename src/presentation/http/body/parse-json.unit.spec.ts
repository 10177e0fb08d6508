import fc from 'fast-check';

import { parseJson } from './parse-json';

const refused = expect.objectContaining({ code: 'INVALID_OPTION' }) as Error;

describe('parseJson', () => {
  it('reads what JSON.stringify writes, but for names that reach a prototype', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        if (/"(__proto__|constructor|prototype)":/.test(text)) expect(() => parseJson(text)).toThrow();
        else expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['{"__proto__":{"admin":true}}', '{"a":[{"constructor":{"prototype":{}}}]}', '{"\\u005f_proto__":1}'])(
    'refuses the prototype in %s',
    (text) => {
      expect(() => parseJson(text)).toThrow(refused);
    },
  );

  it('refuses depth before it builds anything', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(refused);
    expect(() => parseJson(`${'['.repeat(17)}${']'.repeat(17)}`)).toThrow(refused);
    expect(parseJson(`${'['.repeat(16)}${']'.repeat(16)}`)).toHaveLength(1);
  });

  it('does not count brackets in strings', () => {
    const text = JSON.stringify({ a: '[\\"['.repeat(100) });
    expect(parseJson(text)).toEqual({ a: '[\\"['.repeat(100) });
  });

  const many = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `"n${index}":0`);
  it.each([
    ['names', `{${many(501).join(',')}`],
    ['names of one kind', `{"a":${'{"a":'.repeat(5)}{${many(500).join(',')}`],
    ['entries of a list', `[${'0,'.repeat(500)}`],
    ['entries of nested lists', `[${'[0,0],'.repeat(200)}`],
    ['empty objects', `[${'{},'.repeat(300)}`],
    ['lists', `[${'[],'.repeat(300)}`],
  ])('refuses more than 500 %s before anything is built: what follows need be no JSON', (_what, text) => {
    expect(() => parseJson(text)).toThrow(/more than 500 names and entries/);
  });

  it('says what to do about it', () => {
    expect(() => parseJson(`[${'0,'.repeat(500)}`)).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        remediation: expect.stringContaining('/api/v1/docs') as string,
      }) as Error,
    );
  });

  it('takes 500 of them, and does not count what is in strings', () => {
    expect(Object.keys(parseJson(`{${many(499).join(',')}}`) as object)).toHaveLength(499);
    expect(parseJson(JSON.stringify([',{['.repeat(10_000)]))).toEqual([',{['.repeat(10_000)]);
  });

  it.each(['', '{', '{"a":}', 'nul', '{"a":1}{'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(refused);
  });
});
