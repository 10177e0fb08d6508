import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { readFileSync } from 'node:fs';

import { ApiCaller } from '#test/support/api-caller';
import type { McpCaller } from '#test/support/mcp-client';
import { CLIENT_KINDS, mcpCaller, mcpClient, textOf } from '#test/support/mcp-client';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const SAMPLE = readFileSync('/bin/true');

let bin2nlp: RunningBin2nlp;
let admin: ApiCaller;
let owner: ApiCaller;
let other: ApiCaller;

beforeAll(async () => {
  bin2nlp = await RunningBin2nlp.start({
    BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
    BIN2NLP_FEATURE_RATE_LIMITING: 'on',
    BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    BIN2NLP_MCP__AUTHORIZATION_SERVER: 'https://login.example.com',
  });
  admin = new ApiCaller(bin2nlp.url, ADMIN_KEY);
  [owner, other] = (await Promise.all([admin.newKey(), admin.newKey()])).map(({ caller }) => caller) as [
    ApiCaller,
    ApiCaller,
  ];
});
afterAll(() => bin2nlp.stop());

const call = async (client: McpCaller, name: string, args: Record<string, unknown>): Promise<string> =>
  textOf(await client.callTool({ name, arguments: args }));

describe.each(CLIENT_KINDS)('a client: %s', (kind) => {
  let client: McpCaller;

  beforeAll(async () => {
    client = await mcpCaller(kind, bin2nlp.url, owner.key);
  });
  afterAll(() => client.close());

  it('sends a file, has it analysed and reads of it', async () => {
    const upload = await call(client, 'upload_url', { filename: 'true', size: SAMPLE.length });
    console.log(upload);
    const [, url = ''] = /^url: (\S+)$/m.exec(upload) ?? [];
    expect((await fetch(url, { method: 'PUT', body: SAMPLE })).status).toBe(200);
    const [, id = ''] = /^upload_id: (\S+)$/m.exec(upload) ?? [];
    const submitted = await call(client, 'submit', { upload_id: id });
    console.log(submitted);
    const [, analysis = ''] = /^analysis_id: (\S+)$/m.exec(submitted) ?? [];
    console.log(await call(client, 'status', { analysis_id: analysis }));
    console.log(await call(client, 'survey', { analysis_id: analysis, max_tokens: 500 }));
    console.log(await call(client, 'survey', { analysis_id: 'x', max_tokens: 5, foo: 1 }));
    console.log(await call(client, 'survey', { analysis_id: 'x' }));
    console.log(await call(client, 'submit', { upload_id: id }));
    const tools = await client.listTools();
    console.log(countTokens(JSON.stringify(tools)), JSON.stringify(tools));
  });
});
