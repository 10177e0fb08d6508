import { readFileSync } from 'node:fs';
import request from 'supertest';

import type { AnalysisDocument } from '#domain/document/analysis-document';
import { samplePath, samplesPresent } from '#test/builders/samples';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

interface JsonPage {
  readonly facts: readonly { readonly ref: string; readonly text: string }[];
  readonly left_out: readonly string[];
}

describe('search and paths', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  async function submitted(path: string): Promise<{ readonly get: Get; readonly document: AnalysisDocument }> {
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ filename: path.split('/').pop(), wait_seconds: 60 })
      .type('application/octet-stream')
      .send(readFileSync(path));
    const get: Get = (part, query = {}) =>
      request(bin2nlp.url)
        .get(`/api/v1/analyze/${body.data.job_id as string}${part}`)
        .query(query);
    return { get, document: (await get('/document')).body as AnalysisDocument };
  }
  const networkUsers = ({ functions, imports }: AnalysisDocument): readonly string[] => {
    const names = new Set(imports.filter(({ category }) => category === 'network').map(({ name }) => name));
    return functions
      .filter(({ type, imports: used = [] }) => type !== 'thunk' && used.some((name) => names.has(name)))
      .map(({ address }) => `fn:${address}`)
      .sort();
  };
  async function refs(get: Get, part: string, query: object): Promise<readonly string[]> {
    const { status, body } = await get(part, { format: 'json', max_tokens: 100_000, ...query });
    expect([status, body.error]).toEqual([200, undefined]);
    return (body.data as JsonPage).facts.map(({ ref }) => ref).sort();
  }

  it('tell of bash what uses the network and how it is reached, in few tokens', async () => {
    const { get, document } = await submitted('/bin/bash');
    const found = await get('/search', { q: 'tag:network', kinds: 'function', max_tokens: 1000 });
    expect(found.headers['content-type']).toBe('text/markdown; charset=utf-8');
    const rows = found.text.split('\n').filter((line) => /^(?:0x|imp:|str:)/.test(line));
    expect(rows.map((row) => `fn:${row.split(' ')[0] ?? ''}`).sort()).toEqual(networkUsers(document));
    expect(rows).toContainEqual(expect.stringMatching(/^0x[0-9a-f]+ netopen: connect, /));
    expect(Number(found.headers['x-tokens-used'])).toBeLessThan(260);

    const [user] = await refs(get, '/search', { q: 'uses:connect' });
    const netopen = document.functions.find(({ name }) => name === 'netopen');
    expect(user).toBe(`fn:${netopen?.address ?? ''}`);
    const paths = await get('/paths', { to: 'connect', max_paths: 3 });
    expect(paths.text).toMatch(/^main > .* > netopen > connect at 0x[0-9a-f]+$/m);
    expect(paths.text).toContain('shown: path 3/3\nnext: none');

    const first = await get('/search', { q: 'e', max_tokens: 500 });
    const next = /^next: (c_\S+)$/m.exec(first.text)?.[1] ?? '';
    expect((await get('/search', { q: 'e', max_tokens: 500, cursor: next })).status).toBe(200);
    expect((await get('/search', { q: 'other', max_tokens: 500, cursor: next })).status).toBe(400);

    const wrong = await get('/search', { q: 'colour:red' });
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 'INVALID_OPTION']);
    expect(wrong.body.error.remediation).toContain('tag:network');
    for (const query of [{}, { q: '' }, { q: 'x'.repeat(401) }, { q: 'x', kinds: 'path' }])
      expect((await get('/search', query)).body.error.code).toBe('INVALID_OPTION');
    for (const query of [{ to: 'fn:nothing' }, { to: 'connect', from: 'nothing' }])
      expect((await get('/paths', query)).body.error.code).toBe('NOT_FOUND');
  });

  (samplesPresent() ? it : it.skip)('tell of a Windows program what uses imports by their slots', async () => {
    const { get, document } = await submitted(samplePath('pe-Windows-x64-cmd'));
    const users = networkUsers(document);
    expect(users.length).toBeGreaterThan(0);
    expect(await refs(get, '/search', { q: 'tag:network', kinds: 'function' })).toEqual(users);
    expect(await refs(get, '/search', { q: 'uses:CreateProcess' })).toEqual(
      await refs(get, '/search', { q: 'uses:KERNEL32.CreateProcessW' }),
    );
    const { text } = await get('/paths', { to: 'CreateProcessW' });
    expect(text).toMatch(/^entry0 > .* > CreateProcessW at 0x[0-9a-f]+$/m);
  });
});

type Get = (part: string, query?: object) => request.Test;
