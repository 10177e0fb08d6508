import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import request from 'supertest';

import type { ListingLine } from '#domain/listing/listing-line';
import { samplePath, samplesPresent } from '#test/builders/samples';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const LS = '/bin/ls';

interface Listed {
  readonly address: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** Where objdump sees instructions. */
function boundariesOf(file: string): ReadonlySet<string> {
  const text = execFileSync('objdump', ['-d', '--no-show-raw-insn', file], { maxBuffer: 1 << 28 }).toString();
  return new Set([...text.matchAll(/^ *([0-9a-f]+):\t/gm)].map(([, address]) => `0x${address ?? ''}`));
}

describe('the listing of functions', () => {
  let bin2nlp: RunningBin2nlp;

  const submit = async (file: string, depth: string): Promise<string> => {
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: depth })
      .type('application/octet-stream')
      .send(readFileSync(file));
    await request(bin2nlp.url).get(body.data.result_url as string);
    return body.data.job_id as string;
  };
  const get = (id: string, path: string, query: object = {}): request.Test =>
    request(bin2nlp.url).get(`/api/v1/analyze/${id}${path}`).query(query);
  const functionsOf = async (id: string): Promise<readonly Listed[]> =>
    ((await get(id, '/document')).body as { functions: Listed[] }).functions;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it.each(['standard', 'comprehensive'])('has every function, page by page, at %s depth', async (depth) => {
    const id = await submit(LS, depth);
    const boundaries = boundariesOf(LS);
    const named = new Set<string>();
    const functions = await functionsOf(id);
    expect(functions.length).toBeGreaterThan(100);
    for (const { address } of functions) {
      const lines: ListingLine[] = [];
      for (let page = 1, hasNext = true; hasNext; page += 1) {
        const { status, body } = await get(id, `/functions/${address}/listing`, { page, page_size: 500 });
        expect([status, body.metadata.function.address]).toEqual([200, address]);
        lines.push(...(body.data as ListingLine[]));
        hasNext = body.has_next as boolean;
        if (!hasNext) expect(body.total_count).toBe(lines.length);
      }
      expect(lines.map((line) => line.address)).toContain(address);
      expect(lines.filter((line) => !boundaries.has(line.address))).toEqual([]);
      for (const { refers_to: item } of lines) if (item?.name !== undefined) named.add(`${item.kind} ${item.name}`);
    }
    expect([...named]).toEqual(expect.arrayContaining(['import setlocale']));
  });

  it('is text where that is asked for, with a way to the next page', async () => {
    const id = await submit(LS, 'standard');
    const [largest] = [...(await functionsOf(id))].sort((one, other) => other.size - one.size);
    const path = `/functions/${largest!.address}/listing`;
    const { body } = await get(id, path, { page_size: 20, page: 2 });
    const text = await get(id, path, { page_size: 20, page: 2 }).set('Accept', 'text/plain');
    expect(text.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      vary: expect.stringContaining('Accept'),
      link: expect.stringMatching(/^<\/api\/v1\/.*page=3.*>; rel="next"$/),
    });
    const lines = text.text.trimEnd().split('\n');
    expect(lines.slice(0, -1).map((line) => line.split('  ').slice(0, 2))).toEqual(
      (body.data as ListingLine[]).map((line) => [line.address, line.text]),
    );
    expect(lines.at(-1)).toBe(`; lines 21-40 of ${body.total_count as number}; next: page=3`);
    expect((await get(id, path, { page_size: 20, page: 2, format: 'text' })).text).toBe(text.text);
  });

  it('is found by the name of a function, and says why where there is none', async () => {
    const id = await submit(LS, 'standard');
    const functions = await functionsOf(id);
    const { name, address } = functions.find((each) => functions.filter((one) => one.name === each.name).length === 1)!;
    const byName = await get(id, `/functions/${encodeURIComponent(name)}/listing`);
    expect(byName.body.metadata.function).toMatchObject({ name, address });
    const missing = await get(id, '/functions/no_such_function/listing');
    expect([missing.status, missing.body.error.code]).toEqual([404, 'NOT_FOUND']);
    const quick = await submit(LS, 'quick');
    const [first] = await functionsOf(quick);
    const none = await get(quick, `/functions/${first!.address}/listing`);
    expect([none.status, none.body.error.message]).toEqual([404, 'At quick depth no code is kept to be listed.']);
  });

  it('pseudo code is whole, and read line by line as well', async () => {
    const id = await submit(LS, 'comprehensive');
    const { decompiled } = (await get(id, '/document')).body as { decompiled: { address: string; code: string }[] };
    const [longest] = [...decompiled].sort((one, other) => other.code.length - one.code.length);
    const path = `/functions/${longest!.address}/pseudo_code`;
    const lines: string[] = [];
    for (let page = 1, hasNext = true; hasNext; page += 1) {
      const { body } = await get(id, path, { page, page_size: 100 });
      lines.push(...(body.data as string[]));
      hasNext = body.has_next as boolean;
    }
    expect(lines.join('\n')).toBe(longest!.code);
    const none = await get(await submit(LS, 'standard'), path);
    expect([none.status, none.body.error.details]).toEqual([404, 'analysis_depth is not comprehensive.']);
  });

  (samplesPresent() ? it : it.skip)('is none of code for another processor', async () => {
    const id = await submit(samplePath('elf-Linux-PowerPC-bash'), 'standard');
    const [first] = await functionsOf(id);
    const { status, body } = await get(id, `/functions/${first!.address}/listing`);
    expect([status, body.error.message]).toEqual([404, 'Code for powerpc is not listed.']);
  });
});
