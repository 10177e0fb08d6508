import { readFileSync } from 'node:fs';
import request from 'supertest';
import { parse as parseYaml } from 'yaml';

import { tokenCounter } from '#infrastructure/report/gpt-token-counter';
import { FORMAT_TYPES } from '#presentation/http/reports/fact-answers';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const UNKNOWN = '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b';

interface Page {
  readonly facts: readonly {
    readonly ref: string;
    readonly kind?: string;
    readonly text: string;
    readonly shortened?: boolean;
  }[];
  readonly shown: Readonly<Record<string, readonly [number, number]>>;
  readonly next: string | null;
  readonly used_tokens: number;
}

function wholeRefs({ facts }: Page): readonly string[] {
  return facts.filter(({ shortened }) => shortened !== true).map(({ ref }) => ref);
}

describe('results as facts', () => {
  let bin2nlp: RunningBin2nlp;
  const ids: Record<string, string> = {};

  const submit = async (file: string): Promise<string> => {
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .type('application/octet-stream')
      .query({ filename: file.split('/').at(-1) })
      .send(readFileSync(file));
    await request(bin2nlp.url).get(body.data.result_url as string);
    return body.data.job_id as string;
  };
  const get = (name: string, path: string, query: object = {}): request.Test =>
    request(bin2nlp.url)
      .get(`/api/v1/analyze/${ids[name] ?? name}${path}`)
      .query(query);
  const text = async (name: string, path: string, query: object = {}): Promise<string> =>
    (await get(name, path, { format: 'markdown', ...query })).text;
  const page = async (name: string, path: string, query: object = {}): Promise<Page> =>
    ((await get(name, path, { format: 'json', ...query })).body as { data: Page }).data;
  const codeOf = async (answer: request.Test): Promise<readonly [number, unknown]> => {
    const { status, body } = await answer;
    return [status, (body as { error?: { code?: string } }).error?.code];
  };

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
    for (const name of ['ls', 'cp', 'vdir']) ids[name] = await submit(`/bin/${name}`);
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it.each(['o200k_base', 'cl100k_base'] as const)(
    'stay within their budget of %s tokens, whole bodies',
    async (tokenizer) => {
      const counter = await tokenCounter(tokenizer);
      for (const [format, type] of Object.entries(FORMAT_TYPES)) {
        for (const budget of [1000, 4000]) {
          const { headers, text: body } = await get('ls', '/report', { format, max_tokens: budget, tokenizer });
          const used = Number(headers['x-tokens-used']);
          expect(headers['content-type']).toContain(type);
          expect(Math.abs(counter.count(body) - used)).toBeLessThanOrEqual(format === 'json' ? 8 : 0);
          expect(counter.count(body)).toBeLessThanOrEqual(budget);
          expect(used).toBeGreaterThanOrEqual(budget * 0.98);
        }
      }
    },
  );

  it('have every fact once, page by page, whatever the form of each', async () => {
    const pages: Page[] = [await page('ls', '/report', { max_tokens: 20_000 })];
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null)
      pages.push(await page('ls', '/report', { max_tokens: 20_000, cursor: next }));
    const refs = pages.flatMap(wholeRefs);
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs).toHaveLength(Object.values(pages[0]?.shown ?? {}).reduce((sum, [, total]) => sum + total, 0));
    const yaml = parseYaml((await get('ls', '/survey', { format: 'yaml' })).text) as Page;
    const begun = new Set(wholeRefs(pages[0]!));
    expect(wholeRefs(yaml).length).toBeGreaterThan(20);
    expect(wholeRefs(yaml).filter((ref) => !begun.has(ref))).toEqual([]);
  });

  it('say where the next page is, and refuse a cursor that is not theirs', async () => {
    const { headers } = await get('ls', '/survey', { max_tokens: 500 });
    const link = /^<([^>]+)>; rel="next"$/.exec(headers['link'] as string)?.[1] ?? '';
    const following = await request(bin2nlp.url).get(link);
    expect(following.status).toBe(200);
    const cursor = new URL(link, bin2nlp.url).searchParams.get('cursor') ?? '';
    expect(await codeOf(get('cp', '/survey', { cursor }))).toEqual([409, 'RESULT_CHANGED']);
    expect(await codeOf(get('ls', '/survey', { cursor, kinds: 'string' }))).toEqual([400, 'INVALID_OPTION']);
    expect(await codeOf(get('ls', '/survey', { cursor: 'c_1' }))).toEqual([400, 'INVALID_OPTION']);
    expect(await codeOf(get('ls', '/survey', { focus: 'nonsense' }))).toEqual([400, 'INVALID_OPTION']);
    expect(await codeOf(get('ls', '/report', { max_tokens: 499 }))).toEqual([400, 'INVALID_OPTION']);
    expect(await codeOf(get(UNKNOWN, '/survey'))).toEqual([404, 'NOT_FOUND']);
  });

  it.each(['markdown', 'json'])('are known to a client that has them: %s', async (format) => {
    const { headers } = await get('ls', '/survey', { format });
    const again = await get('ls', '/survey', { format }).set('If-None-Match', headers['etag'] as string);
    expect(again.status).toBe(304);
  });

  it('are had whole by their references, functions with their code', async () => {
    const card = await text('ls', '/facts/imp:fwrite_unlocked');
    expect(card).toMatch(/^- fwrite_unlocked, file, used by /m);
    const [, user = ''] = /called at \(\d+\): (0x[0-9a-f]+) in /.exec(card) ?? [];
    expect(user).not.toBe('');
    const main = await text('ls', '/facts/main', { max_tokens: 100_000 });
    expect(main).toMatch(/^- 0x[0-9a-f]+ main: function known by /m);
    expect(main).toMatch(/^- 0x[0-9a-f]+ ret$/m);
    const { body } = await request(bin2nlp.url)
      .post(`/api/v1/analyze/${ids['ls'] ?? ''}/facts`)
      .send({ refs: ['fn:main', 'imp:malloc', 'sec:.text'], parts: ['calls'], format: 'json', max_tokens: 4000 });
    const refs = new Set((body as { data: Page }).data.facts.map(({ ref }) => ref));
    expect([...refs]).toEqual([expect.stringMatching(/^fn:0x/), 'imp:malloc', 'sec:.text']);
    expect(await codeOf(get('ls', '/facts/fn:nothing'))).toEqual([404, 'NOT_FOUND']);
    expect(
      await codeOf(
        request(bin2nlp.url)
          .post(`/api/v1/analyze/${ids['ls'] ?? ''}/facts`)
          .send({ refs: [] }),
      ),
    ).toEqual([400, 'INVALID_OPTION']);
  });

  it('tell what is different in another result', async () => {
    const twins = await text('ls', `/compare/${ids['vdir'] ?? ''}`);
    expect(twins).toMatch(/functions: 29\d the same, \d changed, \d only here, \d only there/);
    const others = await text('ls', `/compare/${ids['cp'] ?? ''}`);
    expect(others).toMatch(/^- library only there: libacl\.so\.1 /m);
    expect(await codeOf(get('ls', `/compare/${UNKNOWN}`))).toEqual([404, 'NOT_FOUND']);
  });

  it('tell which other results have the same functions', async () => {
    const seen = await text('ls', '/similar');
    const shares = [...seen.matchAll(/^- (\d+) of (\d+) functions .* in "(\w+)"/gm)].map(([, some, all, name]) => [
      name,
      Number(some) / Number(all),
    ]);
    expect(shares.map(([name]) => name)).toEqual(['vdir', 'cp']);
    expect(shares[0]?.[1]).toBeGreaterThan(0.95);
    expect(shares[1]?.[1]).toBeGreaterThan(0.35);
    const [survey, share] = [await text('ls', '/survey'), `functions are also in analysis ${ids['vdir'] ?? ''}.`];
    expect(survey.split('--- sample text')[0]).toContain(share);
    expect(await text('ls', '/similar', { ref: 'fn:main' })).toMatch(/^- also in "vdir", /m);
  });

  it('as HTML within a budget load nothing and run nothing', async () => {
    const { headers, text: html } = await get('ls', '/report', { format: 'html', max_tokens: 4000 });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|<img|<a |javascript:/i);
  });
});
