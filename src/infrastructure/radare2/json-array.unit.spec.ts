import { readJsonArray } from './json-array';

async function elements(text: string | Buffer): Promise<readonly unknown[] | undefined> {
  const slices = readJsonArray(Buffer.from(text));
  if (slices === undefined) return undefined;
  const all: unknown[] = [];
  for await (const slice of slices) all.push(...slice);
  return all;
}

describe('readJsonArray', () => {
  it.each([
    ['[]', []],
    ['\n[ ]\n', []],
    ['[1,2,3]', [1, 2, 3]],
    ['[{"a":[1,2]},{"b":{"c":"x"}}]', [{ a: [1, 2] }, { b: { c: 'x' } }]],
    ['["a,b]","}\\"{\\\\","\\\\\\""]', ['a,b]', '}"{\\', '\\"']],
  ])('reads %s', async (text, expected) => {
    expect(await elements(text)).toEqual(expected);
  });

  it('takes nothing but an array', async () => {
    expect(await elements('{}')).toBeUndefined();
    expect(await elements('')).toBeUndefined();
    expect(await elements('radare2 says hello')).toBeUndefined();
  });

  it('leaves out what is not JSON and keeps the rest', async () => {
    expect(await elements('[{"a":1},{"a":\\x},{"a":3}]')).toEqual([{ a: 1 }, { a: 3 }]);
  });

  it('keeps what was whole of an answer that is cut off', async () => {
    expect(await elements('[{"a":1},{"a":2},{"a"')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await elements('[{"a":1},{"a":"endless')).toEqual([{ a: 1 }]);
  });

  it('survives bytes that are not UTF-8', async () => {
    expect(await elements(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toEqual(['\ufffd']);
  });

  it('yields a long list in slices', async () => {
    const list = Array.from({ length: 50_000 }, (_, index) => ({ index, text: 'x'.repeat(60) }));
    const sizes: number[] = [];
    for await (const slice of readJsonArray(Buffer.from(JSON.stringify(list))) ?? []) sizes.push(slice.length);
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(50_000);
  });
});
