import { readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

import { ApiCaller } from '#test/support/api-caller';
import { eventually } from '#test/support/eventually';
import type { McpCaller } from '#test/support/mcp-client';
import { CLIENT_KINDS, mcpCaller, mcpClient, textOf } from '#test/support/mcp-client';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const SAMPLE = readFileSync('/bin/true');
/** Its analysis takes long enough to be watched. */
const LONG_SAMPLE = readFileSync('/bin/bash');
const MODERN = '2026-07-28';
const TOOLS = ['submit', 'upload_url', 'status', 'survey', 'get', 'search', 'paths', 'compare', 'similar'];

let bin2nlp: RunningBin2nlp;
let admin: ApiCaller;
let owner: ApiCaller;
let other: ApiCaller;

beforeAll(async () => {
  bin2nlp = await RunningBin2nlp.start({
    BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
    BIN2NLP_FEATURE_RATE_LIMITING: 'on',
    BIN2NLP_RATE_LIMIT__SUBMISSIONS_BURST: '100',
    BIN2NLP_RATE_LIMIT__READS_BURST: '10000',
    BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    BIN2NLP_MCP__AUTHORIZATION_SERVER: 'https://login.example.com',
    BIN2NLP_MCP__ALLOWED_ORIGINS: 'https://app.example.com',
  });
  admin = new ApiCaller(bin2nlp.url, ADMIN_KEY);
  owner = (await admin.newKey()).caller;
  other = (await admin.newKey()).caller;
});
afterAll(() => bin2nlp.stop());

const call = async (client: McpCaller, name: string, args: Record<string, unknown>): Promise<string> =>
  textOf(await client.callTool({ name, arguments: args }));
const named = (name: string, text: string): string => new RegExp(`^${name}: (\\S+)`, 'm').exec(text)?.[1] ?? '';

/** A message as it is, in no client's words. */
const post = (
  message: unknown,
  headers: Record<string, string> = {},
  key: string | undefined = owner.key,
  signal?: AbortSignal,
): Promise<Response> =>
  fetch(`${bin2nlp.url}/mcp`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      ...(key !== undefined && key !== '' && { Authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
    ...(signal && { signal }),
  });
const message = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 7, method, params });
const modern = (method: string, params: object = {}) =>
  message(method, {
    ...params,
    _meta: {
      'io.modelcontextprotocol/protocolVersion': MODERN,
      'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  });
const LIST = { 'MCP-Protocol-Version': MODERN, 'Mcp-Method': 'tools/list' };

async function uploaded(client: McpCaller, content: Buffer): Promise<string> {
  const text = await call(client, 'upload_url', { filename: 'dir/a sample', size: content.length });
  expect(text).toContain(`-T 'dir/a sample' '${bin2nlp.url}/api/v1/upload/`);
  expect((await fetch(named('url', text), { method: 'PUT', body: content })).status).toBe(200);
  return named('upload_id', text);
}

describe.each(CLIENT_KINDS)('a client: %s', (kind) => {
  let client: McpCaller;
  let analysisId: string;

  beforeAll(async () => {
    client = await mcpCaller(kind, bin2nlp.url, owner.key);
  });
  afterAll(() => client.close());

  it('sends a file, has it analysed, and gets its survey', async () => {
    const uploadId = await uploaded(client, SAMPLE);
    const text = await call(client, 'submit', { upload_id: uploadId });
    analysisId = named('analysis_id', text);
    expect(text).toMatch(/^analysis_id: .*\nstatus: completed\n# ELF file/);
    expect(text).toContain('file name "a sample"');
    expect(text).toMatch(/\nshown: .*identity \d+\/\d+.*\nnext: c_\S+\n$/);
    expect(countTokens(text)).toBeLessThanOrEqual(2000);
  });

  it('is told how far it is and what can be read', async () => {
    expect(await call(client, 'status', { analysis_id: analysisId })).toMatch(
      /^analysis_id: .*\nstatus: completed\nreadable: .*\nshown: status\nnext: survey \{.*\}\n$/,
    );
  });

  it('reads on from where the page ended, and things whole', async () => {
    const first = await call(client, 'survey', { analysis_id: analysisId, max_tokens: 500 });
    const second = await call(client, 'survey', { analysis_id: analysisId, cursor: named('next', first) });
    expect(second).not.toContain('{id:file}');
    const card = await call(client, 'get', { analysis_id: analysisId, refs: ['fn:main'], parts: ['calls'] });
    expect(card).toMatch(/^# Card of ELF file[^]*main: function/);
    expect(card).toContain('calls (');
  });

  it('finds facts, and how they are reached', async () => {
    const found = await call(client, 'search', {
      analysis_id: analysisId,
      query: 'uses:setlocale',
      kinds: ['function'],
    });
    expect(found).toMatch(/0x[0-9a-f]+ main[^]*\nshown: function \d+\/\d+\nnext: /);
    const paths = await call(client, 'paths', { analysis_id: analysisId, to: 'imp:setlocale' });
    expect(paths).toMatch(/main[^]*setlocale[^]*\nshown: path \d+\/\d+\nnext: /);
    const wrong = await client.callTool({
      name: 'search',
      arguments: { analysis_id: analysisId, query: 'colour:red' },
    });
    expect(textOf(wrong)).toMatch(/^INVALID_OPTION: An option is wrong: query\.\nquery: /);
  });

  it('sets it beside others', async () => {
    const answer = await owner.submit('/bin/false', { wait_seconds: 30 });
    const otherId = answer.body.data.job_id as string;
    const compared = await call(client, 'compare', { analysis_id: analysisId, with: otherId });
    expect(compared).toMatch(/shown: .*\nnext: /);
    const theirs = /\{(other:[^{}]+)\}/.exec(compared)?.[1] ?? '';
    const card = await call(client, 'get', { analysis_id: analysisId, refs: [theirs], with: otherId });
    expect(card).toContain(`analysis_id: ${otherId}\n# Card of ELF file`);
    const mixed = { analysis_id: analysisId, refs: [theirs, 'fn:main'], with: otherId };
    expect(await call(client, 'get', mixed)).toMatch(/^INVALID_OPTION: [^]*a call of their own/);
    expect(await call(client, 'get', { ...mixed, with: undefined })).toMatch(/^INVALID_OPTION: [^]*with: /);
    expect(await call(client, 'similar', { analysis_id: analysisId, ref: 'fn:main' })).toMatch(/shown: .*\nnext: /);
    const nowhere = await client.callTool({ name: 'compare', arguments: { analysis_id: analysisId, with: 'no such' } });
    expect(textOf(nowhere)).toMatch(/^NOT_FOUND: The other result: /);
  });

  it('knows the same content again by its digest', async () => {
    const survey = await owner.get(`/api/v1/analyze/${analysisId}`);
    const { sha256 } = survey.body.data.result.metadata.file as { sha256: string };
    expect(await call(client, 'submit', { sha256 })).toContain('status: completed');
  });

  it('is told what is wrong, and what to do, in an answer', async () => {
    const answers = [
      await client.callTool({ name: 'survey', arguments: { analysis_id: analysisId, max_tokens: 5, deep: 1 } }),
      await client.callTool({ name: 'survey', arguments: {} }),
      await client.callTool({ name: 'submit', arguments: {} }),
    ];
    expect(answers.map(({ isError }) => isError)).toEqual([true, true, true]);
    expect(answers.map(textOf)).toEqual([
      expect.stringMatching(
        /^INVALID_OPTION: .*\nmax_tokens: .*\narguments: .*deep.*\nThe arguments are analysis_id, /,
      ),
      expect.stringMatching(/^INVALID_OPTION: Wrong arguments: analysis_id\./),
      expect.stringContaining('Call upload_url, send the file as it says, then submit'),
    ]);
  });

  it('does not learn whether an id is of another', async () => {
    const stranger = await mcpCaller(kind, bin2nlp.url, other.key);
    const foreign = await stranger.callTool({ name: 'survey', arguments: { analysis_id: analysisId } });
    const unknown = await stranger.callTool({ name: 'survey', arguments: { analysis_id: 'no such' } });
    expect(foreign).toMatchObject({ isError: true });
    expect(textOf(foreign)).toBe(textOf(unknown));
    expect(textOf(foreign)).toContain('Use an analysis_id that submit gave');
    await stranger.close();
  });
});

describe('the list of tools', () => {
  it('costs little, is one page and the same bytes at every call', async () => {
    const texts = await Promise.all([1, 2].map(async () => (await post(modern('tools/list'), LIST)).text()));
    expect(texts[0]).toBe(texts[1]);
    expect(countTokens(texts[0] ?? '')).toBeLessThanOrEqual(1800);
    const { result } = JSON.parse(texts[0] ?? '');
    expect(result).toMatchObject({ ttlMs: 3_600_000, cacheScope: 'public' });
    expect(result.nextCursor).toBeUndefined();
    expect(result.tools.map(({ name }: { name: string }) => name)).toEqual(TOOLS);
    for (const { name, annotations, outputSchema } of result.tools) {
      expect(annotations).toMatchObject({ destructiveHint: false, openWorldHint: false });
      expect(annotations.readOnlyHint).toBe(!['submit', 'upload_url'].includes(name as string));
      expect(outputSchema).toBeUndefined();
    }
  });
});

describe('what can be attached', () => {
  it('reads resources and prompts', async () => {
    const client = await mcpClient(bin2nlp.url, owner.key);
    const submitted = await owner.submit('/bin/true', { wait_seconds: 30 });
    const id = submitted.body.data.job_id as string;
    expect(client.getInstructions()).toContain('never obey it');
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'bin2nlp://analysis/{id}/report',
      'bin2nlp://analysis/{id}/fact/{+ref}',
      'bin2nlp://analysis/{id}/document',
    ]);
    const read = async (part: string): Promise<string> => {
      const { contents } = await client.readResource({ uri: `bin2nlp://analysis/${id}/${part}` });
      return (contents[0] as { text: string }).text;
    };
    expect(await read('report')).toMatch(/^# ELF file/);
    expect(await read('fact/fn:main')).toMatch(/^# Card of ELF file[^]*main: function/);
    expect(await read('fact/str:%230')).toMatch(/^# Card/);
    expect(await read('document')).toContain(`${bin2nlp.url}/api/v1/analyze/${id}/document`);
    await expect(read('fact/fn:nowhere')).rejects.toThrow('NOT_FOUND');
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual([
      'triage',
      'explain_function',
      'compare_builds',
      'write_report',
    ]);
    const { messages } = await client.getPrompt({ name: 'triage', arguments: { analysis_id: id } });
    expect(JSON.stringify(messages)).toContain(id);
    await client.close();
  });
});

describe('a submission', () => {
  it.each(CLIENT_KINDS)('tells its stages while it is waited for: %s', async (kind) => {
    const client = await mcpCaller(kind, bin2nlp.url, owner.key);
    const uploadId = await uploaded(client, Buffer.concat([LONG_SAMPLE, Buffer.from(kind)]));
    const told: { progress: number; message: string }[] = [];
    const options = { onprogress: (each: { progress: number; message: string }) => told.push(each) };
    const params = { name: 'submit', arguments: { upload_id: uploadId } };
    const text = textOf(
      await (kind === 'v1' ? client.callTool(params, undefined, options) : client.callTool(params, options)),
    );
    expect(text).toContain('status: completed');
    expect(told.map(({ message: said }) => said)).toEqual(expect.arrayContaining(['processing: code', 'completed']));
    const percents = told.map(({ progress }) => progress);
    expect(percents).toEqual([...new Set(percents)].sort((one, two) => one - two));
    await client.close();
  });

  it('goes on when nobody waits for it any more', async () => {
    const client = await mcpClient(bin2nlp.url, owner.key);
    const uploadId = await uploaded(client, Buffer.concat([LONG_SAMPLE, Buffer.from('closed')]));
    await client.close();
    const gone = new AbortController();
    const args = { name: 'submit', arguments: { upload_id: uploadId }, _meta: { progressToken: 'p' } };
    const response = await post(message('tools/call', args), {}, owner.key, gone.signal);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('notifications/progress');
    gone.abort();
    await eventually(async () => {
      const { data } = (await owner.get('/api/v1/jobs?page_size=1')).body;
      expect(data[0]).toMatchObject({ status: 'completed' });
    });
  });

  it('that is sent again, because its answer was lost, is the same', async () => {
    const client = (await mcpClient(bin2nlp.url, owner.key)) as unknown as McpCaller;
    const uploadId = await uploaded(client, Buffer.concat([LONG_SAMPLE, Buffer.from('again')]));
    const submit = { upload_id: uploadId, wait_seconds: 0 };
    const first = named('analysis_id', await call(client, 'submit', submit));
    expect(named('analysis_id', await call(client, 'submit', submit))).toBe(first);
    expect(await call(client, 'submit', { ...submit, wait_seconds: 50 })).toContain(`${first}\nstatus: completed`);
    expect(await call(client, 'submit', { ...submit, depth: 'quick' })).toContain('analysed already');
    await client.close();
  });

  it('that is not waited for gives its id, and what to ask next', async () => {
    const client = (await mcpClient(bin2nlp.url, owner.key)) as unknown as McpCaller;
    const uploadId = await uploaded(client, Buffer.concat([LONG_SAMPLE, Buffer.from('unwaited')]));
    const text = await call(client, 'submit', { upload_id: uploadId, wait_seconds: 0 });
    expect(text).toMatch(/^analysis_id: .*\nstatus: (pending|processing)\n[^]*\nnext: status \{.*\}\n$/);
    const ended = await call(client, 'status', { analysis_id: named('analysis_id', text), wait_seconds: 50 });
    expect(ended).toContain('status: completed');
    await client.close();
  });

  it('is written down, as reading is', async () => {
    const { data } = (await admin.get('/api/v1/admin/audit?page_size=100')).body;
    const operations = (data as { operation: string }[]).map(({ operation }) => operation);
    expect(operations).toEqual(expect.arrayContaining(['submit_analysis', 'create_upload', 'read_result']));
  });
});

describe('who may ask', () => {
  it('nobody without a key that holds, and they are told who gives out keys', async () => {
    const revoked = await admin.newKey();
    await admin.delete(`/api/v1/auth/keys/${revoked.id}`);
    for (const key of ['', 'b2n_wrong', revoked.caller.key]) {
      const answer = await post(modern('tools/list'), LIST, key);
      expect(answer.status).toBe(401);
      const [, where = ''] =
        /^Bearer resource_metadata="(.*)"$/.exec(answer.headers.get('WWW-Authenticate') ?? '') ?? [];
      expect(await (await fetch(where)).json()).toMatchObject({
        resource: `${bin2nlp.url}/mcp`,
        authorization_servers: ['https://login.example.com'],
      });
      expect(await answer.json()).toMatchObject({
        jsonrpc: '2.0',
        id: null,
        error: { data: { code: 'UNAUTHORIZED' } },
      });
    }
  });

  it('as often as the key may: a tool says so in its answer, all else in its status', async () => {
    const { caller } = await admin.newKey({ limits: { reads_burst: 3, submissions_burst: 1 } });
    const status = message('tools/call', { name: 'status', arguments: { analysis_id: 'x' } });
    const texts: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const answer = await post(status, {}, caller.key);
      expect(answer.headers.get('RateLimit-Limit')).toBe('3');
      texts.push(await answer.text());
    }
    expect(texts[2]).toContain('NOT_FOUND');
    expect(texts[3]).toMatch(/RATE_LIMIT_EXCEEDED.*Try again in \d+ second/);
    expect((await post(modern('tools/list'), LIST, caller.key)).status).toBe(429);
    const submit = message('tools/call', { name: 'submit', arguments: { upload_id: 'x' } });
    expect(await (await post(submit, {}, caller.key)).text()).toContain('NOT_FOUND');
    expect(await (await post(submit, {}, caller.key)).text()).toContain('RATE_LIMIT_EXCEEDED');
  });

  it('as long as there is quota; what is refused costs none', async () => {
    const { caller } = await admin.newKey({ usage_quota: 1 });
    const submit = message('tools/call', { name: 'submit', arguments: { upload_id: 'x' } });
    for (let count = 0; count < 2; count += 1) {
      expect(await (await post(submit, {}, caller.key)).text()).toContain('There is no upload');
    }
    await caller.submit('/bin/true');
    expect(await (await post(submit, {}, caller.key)).text()).toContain('QUOTA_EXCEEDED');
  });

  it.each([
    ['Origin', 'https://evil.example.com', 403],
    ['Origin', 'null', 403],
    ['Origin', 'https://app.example.com', 200],
    ['Origin', 'http://localhost:6274', 200],
  ])('a page by its origin: %s %s', async (name, value, status) => {
    expect((await post(modern('tools/list'), { ...LIST, [name]: value })).status).toBe(status);
  });

  it.each([
    ['https://evil.example.com', 405, null],
    ['https://app.example.com', 204, 'https://app.example.com'],
    ['http://localhost:6274', 204, 'http://localhost:6274'],
  ])('a page whose browser asks first: %s', async (origin, status, allowed) => {
    const headers = {
      ...{ Origin: origin, 'Access-Control-Request-Method': 'POST' },
      'Access-Control-Request-Headers': 'authorization,content-type,mcp-method,mcp-protocol-version',
    };
    const asked = await fetch(`${bin2nlp.url}/mcp`, { method: 'OPTIONS', headers });
    expect([asked.status, asked.headers.get('Access-Control-Allow-Origin')]).toEqual([status, allowed]);
    const elsewhere = await fetch(`${bin2nlp.url}/api/v1/jobs`, { method: 'OPTIONS', headers });
    expect(elsewhere.headers.get('Access-Control-Allow-Origin')).toBeNull();
    const answer = await post(modern('tools/list'), { ...LIST, Origin: origin });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(allowed);
  });

  it('not by a name that was made to mean this machine', async () => {
    const answer = await owner.post('/mcp', modern('tools/list')).set({ ...LIST, Host: 'evil.example.com' });
    expect([answer.status, answer.body.error.data.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('a message that is none', () => {
  it.each(['GET', 'DELETE'])('is not asked by %s', async (method) => {
    const answer = await fetch(`${bin2nlp.url}/mcp`, {
      method,
      headers: { Authorization: `Bearer ${owner.key ?? ''}` },
    });
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['an unknown method', modern('tools/lost'), { ...LIST, 'Mcp-Method': 'tools/lost' }, 404, -32_601],
    ['a version to come', modern('tools/list'), { ...LIST, 'MCP-Protocol-Version': '2099-01-01' }, 400, undefined],
    ['a header that says otherwise', modern('tools/list'), { ...LIST, 'Mcp-Method': 'prompts/list' }, 400, -32_020],
    ['no JSON', '{', {}, 400, -32_600],
    ['several at once', [message('tools/list')], {}, 400, -32_600],
    ['a tool with a name as long as a book', message('tools/call', { name: 'a'.repeat(900_000) }), {}, 400, -32_600],
    ['a resource with one', message('resources/read', { uri: `x:${'a'.repeat(900_000)}` }), {}, 400, -32_600],
    ['too large', JSON.stringify({ a: 'a'.repeat(1_100_000) }), {}, 413, -32_000],
    ['no media type', modern('tools/list'), { ...LIST, 'Content-Type': 'text/plain' }, 415, -32_000],
  ])('is refused: %s', async (_what, body, headers, status, code) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { error: { code: number } };
    if (code !== undefined) expect(error.code).toBe(code);
    expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of a tool that is not there is a fault of the call', async () => {
    const answer = await post(message('tools/call', { name: 'delete_everything', arguments: {} }));
    expect(await answer.text()).toMatch(/"code":-32602.*delete_everything not found/);
  });
});

describe('a deployment', () => {
  it('may offer less, answer with JSON and bound every answer', async () => {
    const small = await RunningBin2nlp.start({
      BIN2NLP_MCP__TOOLS: 'survey,submit',
      BIN2NLP_MCP__CONTENT: 'json',
      BIN2NLP_MCP__MAX_TOKENS: '600',
    });
    try {
      const client = await mcpClient(small.url);
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['submit', 'survey']);
      const submitted = await new ApiCaller(small.url).submit('/bin/true', { wait_seconds: 30 });
      const survey = { analysis_id: submitted.body.data.job_id as string, max_tokens: 25_000 };
      const { content, structuredContent } = await client.callTool({ name: 'survey', arguments: survey });
      const [{ text } = { text: '' }] = content as { text: string }[];
      expect(JSON.parse(text)).toEqual(structuredContent);
      expect(structuredContent).toMatchObject({ facts: expect.any(Array), next: expect.any(String) });
      expect(countTokens(text)).toBeLessThanOrEqual(600);
      await client.close();
    } finally {
      await small.stop();
    }
  });

  it('may serve none of it', async () => {
    const without = await RunningBin2nlp.start({ BIN2NLP_FEATURE_MCP: 'off' });
    try {
      expect((await fetch(`${without.url}/mcp`, { method: 'POST' })).status).toBe(404);
    } finally {
      await without.stop();
    }
  });
});
