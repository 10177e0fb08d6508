import { readFileSync } from 'node:fs';
import request from 'supertest';

import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const LS = readFileSync('/bin/ls');

interface Edge {
  readonly from: string;
  readonly to: string;
}

describe('relations of a result', () => {
  let bin2nlp: RunningBin2nlp;
  let id: string;
  let document: AnalysisDocument;

  const get = (path: string, query: object = {}): request.Test =>
    request(bin2nlp.url).get(`/api/v1/analyze/${id}${path}`).query(query);
  const found = async (path: string, query: object): Promise<readonly [number, readonly string[]]> => {
    const { status, body } = await get(path, { page_size: 500, ...query });
    expect([status, body.error]).toEqual([200, undefined]);
    const items = body.data as readonly { address: string; name?: string }[];
    return [
      body.total_count as number,
      items.map(({ address, name }) => (path === '/imports' ? (name ?? '') : address)),
    ];
  };
  const expected = (isMeant: (each: FunctionInfo) => boolean): readonly [number, readonly string[]] => {
    const addresses = document.functions.filter(isMeant).map(({ address }) => address);
    expect(addresses.length).toBeGreaterThan(0);
    return [addresses.length, addresses];
  };
  const submit = async (query: object): Promise<string> => {
    const { body } = await request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ filename: 'ls', ...query })
      .type('application/octet-stream')
      .send(LS);
    return body.data.job_id as string;
  };
  /** One that calls others and is called. */
  const busy = (): FunctionInfo =>
    document.functions.find(({ calls_to: to = [], calls_from: from = [], type }) => {
      return type === 'function' && to.length > 2 && from.length > 0;
    })!;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
    id = await submit({});
    document = (await get('/document')).body as AnalysisDocument;
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it('find functions by imports, strings and calls, together with what else is asked for', async () => {
    expect(await found('/functions', { import: 'malloc' })).toEqual(
      expected(({ imports = [] }) => imports.includes('malloc')),
    );
    for (const reference of ['imp:malloc', document.imports.find(({ name }) => name === 'malloc')!.address!])
      expect(await found('/functions', { import: reference })).toEqual(await found('/functions', { import: 'malloc' }));
    const files = new Set(document.imports.filter(({ category }) => category === 'file').map(({ name }) => name));
    expect(await found('/functions', { category: 'file' })).toEqual(
      expected(({ imports = [] }) => imports.some((name) => files.has(name))),
    );
    expect(await found('/functions', { string: 'VERSION' })).toEqual(
      expected(({ strings = [] }) => strings.some(({ content }) => content.toLowerCase().includes('version'))),
    );
    const { address, calls_to: calls = [] } = busy();
    expect(await found('/functions', { calls: `fn:${address}` })).toEqual(
      expected(({ calls_to: to = [] }) => to.some((each) => each.address === address)),
    );
    const callees = new Set(calls.map((each) => each.address));
    expect(await found('/functions', { called_by: address })).toEqual(expected((each) => callees.has(each.address)));
    const largest = await get('/functions', { called_by: address, sort: 'size', order: 'desc', page_size: 1 });
    const sizes = document.functions.filter((each) => callees.has(each.address)).map(({ size }) => size);
    expect(largest.body).toMatchObject({ total_count: sizes.length, data: [{ size: Math.max(...sizes) }] });
  });

  it('find what calls lead to', async () => {
    const byAddress = new Map(document.functions.map((each) => [each.address, each]));
    const reached = new Set<string>();
    const waiting = [busy()];
    for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
      for (const { address } of each.calls_to ?? []) {
        const callee = byAddress.get(address);
        if (callee === undefined || reached.has(address)) continue;
        reached.add(address);
        waiting.push(callee);
      }
    }
    expect(await found('/functions', { reachable_from: busy().address })).toEqual(
      expected(({ address }) => reached.has(address)),
    );
  });

  it('find imports and strings by a function that uses them', async () => {
    const user = document.functions.find(({ imports = [], strings = [] }) => imports.length > 1 && strings.length > 0)!;
    const [, names] = await found('/imports', { used_by: user.address });
    expect([...names].sort()).toEqual(user.imports);
    const [, addresses] = await found('/strings', { used_by: user.address });
    expect(new Set(addresses)).toEqual(new Set(user.strings?.map(({ address }) => address)));
    const { body } = await get('/imports', { category: 'file', page_size: 500 });
    expect(body.total_count).toBe(document.imports.filter(({ category }) => category === 'file').length);
  });

  it('show of functions what is asked for', async () => {
    const { body } = await get('/functions', { fields: 'address, name', page_size: 3 });
    expect(body.data).toEqual(document.functions.slice(0, 3).map(({ name, address }) => ({ name, address })));
  });

  it('name functions, and refuse names that several bear with their addresses', async () => {
    const names = new Map<string, string[]>();
    for (const { name, address } of document.functions) names.set(name, [...(names.get(name) ?? []), address]);
    const [single = ''] = [...names].find(([, addresses]) => addresses.length === 1) ?? [];
    for (const text of [single, `fn:${single}`, `fn:${names.get(single)![0]!}`]) {
      const { status, body } = await get(`/functions/${encodeURIComponent(text)}`);
      expect([status, body.data.name]).toEqual([200, single]);
    }
    const { status, body } = await get('/functions/no_such_function');
    expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('say who refers to a function, an import and a string, and where', async () => {
    const callee = busy();
    const { body } = await get(`/xrefs/${callee.address}`, { page_size: 500 });
    expect(body.metadata.targets[0]).toEqual({ kind: 'function', address: callee.address, name: callee.name });
    const callers = document.functions.filter(({ calls_to: to = [] }) =>
      to.some(({ address }) => address === callee.address),
    );
    expect(body.data).toEqual(
      callers.map(({ address, name, calls_to: to = [] }) => {
        const { at = [], at_total: total } = to.find((each) => each.address === callee.address)!;
        return { from: { address, name }, kind: 'call', at, ...(total !== undefined && { at_total: total }) };
      }),
    );
    const malloc = document.imports.find(({ name }) => name === 'malloc')!;
    const users = await get('/xrefs/imp:malloc', { page_size: 500 });
    expect((users.body.data as { from: { address: string } }[]).map(({ from }) => from.address)).toEqual(
      malloc.used_by,
    );
    const text = document.strings.find(({ used_by: by = [] }) => by.length > 0)!;
    const readers = await get(`/xrefs/str:${text.address}`);
    expect(readers.body.data[0]).toMatchObject({ from: { address: text.used_by![0] }, kind: 'string' });
    const nothing = await get('/xrefs/0x1');
    expect([nothing.status, nothing.body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('show the calls around a function, as JSON and for Graphviz', async () => {
    const { address, calls_to: calls = [] } = busy();
    const { body } = await get('/callgraph', { from: address, depth: 1 });
    const { nodes, edges, truncated } = body.data as {
      nodes: { address: string }[];
      edges: Edge[];
      truncated: boolean;
    };
    expect(nodes.map((each) => each.address)).toEqual([address, ...calls.map((each) => each.address)]);
    expect(edges.filter(({ from }) => from === address).map(({ to }) => to)).toEqual(calls.map((each) => each.address));
    expect(truncated).toBe(false);
    const few = await get('/callgraph', { from: address, depth: 9, max_nodes: 2, direction: 'both' });
    expect([few.body.data.nodes.length, few.body.data.truncated]).toEqual([2, true]);
    const byFormat = await get('/callgraph', { from: address, depth: 1, format: 'dot' }).buffer(true);
    expect(byFormat.headers['content-type']).toContain('text/vnd.graphviz');
    const byHead = await get('/callgraph', { from: address, depth: 1 }).set('Accept', 'text/vnd.graphviz').buffer(true);
    const dot = ((byHead.body as Buffer | undefined)?.length ?? 0) > 0 ? String(byHead.body) : byHead.text;
    expect(dot.match(/ -> /g)).toHaveLength(edges.length);
    expect(byHead.headers['vary']).toContain('Accept');
  });

  it.each([
    ['/functions', { calls: '0x1' }, 'calls'],
    ['/functions', { calls: 'str:0x1' }, 'calls'],
    ['/functions', { called_by: 'imp:malloc' }, 'called_by'],
    ['/functions', { import: 'imp:none' }, 'import'],
    ['/functions', { category: 'none' }, 'category'],
    ['/functions', { used_by: '0x1' }, 'used_by'],
    ['/functions', { fields: 'name,colour' }, 'fields'],
    ['/imports', { category: 'file', type: 'network' }, 'category'],
    ['/exports', { used_by: '0x1' }, 'used_by'],
    ['/xrefs/str:main', {}, 'address'],
    ['/callgraph', {}, 'from'],
    ['/callgraph', { from: 'str:0x1' }, 'from'],
    ['/callgraph', { from: '0x1', max_nodes: 2001 }, 'max_nodes'],
  ])('%s %j is refused, naming %s', async (path, query, field) => {
    const { status, body } = await get(path, query);
    expect([status, body.error.code, body.error.details[0].field]).toEqual([400, 'INVALID_OPTION', field]);
  });

  it('are known to be unknown where code was not analysed', async () => {
    const quick = await submit({ analysis_depth: 'quick' });
    const { body } = await request(bin2nlp.url).get(`/api/v1/analyze/${quick}/functions`).query({ import: 'malloc' });
    expect(body).toMatchObject({
      data: [],
      total_count: 0,
      metadata: { not_analysed: expect.stringContaining('quick') },
    });
    const { body: whole } = await request(bin2nlp.url).get(`/api/v1/analyze/${quick}/document`);
    for (const each of [...whole.imports, ...whole.strings] as object[])
      expect(each).not.toHaveProperty('used_by_total');
  });
});
