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

  it.each(['', '{', '{"a":}', 'nul', '{"a":1}{'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(refused);
  });
});
