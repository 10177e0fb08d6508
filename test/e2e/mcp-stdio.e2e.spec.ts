import { spawn } from 'node:child_process';
import { copyFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

import { ApiCaller } from '#test/support/api-caller';
import { textOf } from '#test/support/mcp-client';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const MAIN = join(__dirname, '../../dist/main.js');

let files: TemporaryDirectory;
let outside: TemporaryDirectory;

beforeAll(async () => {
  [files, outside] = await Promise.all([TemporaryDirectory.create(), TemporaryDirectory.create()]);
  await copyFile('/bin/true', join(files.path, 'sample'));
  await writeFile(join(outside.path, 'secret'), 'a secret');
  await writeFile(join(files.path, 'empty'), '');
  await symlink(join(files.path, 'sample'), join(files.path, 'link'));
  await symlink(join(outside.path, 'secret'), join(files.path, 'way-out'));
});
afterAll(() => Promise.all([files.remove(), outside.remove()]));

interface Started {
  readonly client: Client;
  readonly errors: () => string;
}

/** As a client's configuration file has it started. */
async function started(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  mode: 'auto' | 'legacy' = 'auto',
): Promise<Started> {
  const env = { PATH: process.env['PATH'] ?? '', BIN2NLP_ENVIRONMENT: 'testing', ...variables };
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', ...args],
    env,
    stderr: 'pipe',
  });
  let errors = '';
  transport.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const client = new Client({ name: 'tests', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return { client, errors: () => errors };
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<string> {
  return textOf(await client.callTool({ name, arguments: args }));
}

describe('npm run mcp, for a service that runs', () => {
  let bin2nlp: RunningBin2nlp;
  let key: string;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
      BIN2NLP_MCP__TOOLS: 'submit,upload_url,status,survey',
    });
    key = (await new ApiCaller(bin2nlp.url, ADMIN_KEY).newKey()).caller.key ?? '';
  });
  afterAll(() => bin2nlp.stop());

  it.each(['auto', 'legacy'] as const)('sends files below its directory, and no others: %s', async (mode) => {
    const args = ['--url', bin2nlp.url, '--files', files.path];
    const { client } = await started(args, { BIN2NLP_MCP_KEY: key }, mode);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['submit', 'upload_url', 'status', 'survey']);
    expect(Object.keys(tools[0]?.inputSchema.properties ?? {})).toContain('path');
    const progress: unknown[] = [];
    const submit = { name: 'submit', arguments: { path: mode === 'auto' ? 'sample' : join(files.path, 'link') } };
    const text = textOf(await client.callTool(submit, { onprogress: (each) => progress.push(each.message) }));
    expect(text).toContain('status: completed');
    if (mode === 'auto') expect(progress).toContain('completed');
    const [, id = ''] = /^analysis_id: (\S+)/.exec(text) ?? [];
    expect(await call(client, 'survey', { analysis_id: id })).toMatch(/^# ELF file/);
    const { contents } = await client.readResource({ uri: `bin2nlp://analysis/${id}/report` });
    expect(JSON.stringify(contents)).toContain('# ELF file');
    for (const path of ['../secret', join(outside.path, 'secret'), 'way-out', '/dev/zero', '..']) {
      expect(await call(client, 'submit', { path })).toMatch(/^(FORBIDDEN|NOT_FOUND|INVALID_OPTION): .*\n[^]*--files/);
    }
    expect(await call(client, 'submit', { path: 'empty' })).toMatch(/^EMPTY_FILE: /);
    expect(await call(client, 'submit', { path: 'sam\0ple' })).toMatch(/^INVALID_OPTION: .*\n[^]*NUL/);
    expect(await call(client, 'submit', { path: 'sample', upload_id: id })).toContain(
      'one of path, upload_id and sha256',
    );
    await client.close();
  });

  it('offers no path where no directory was named', async () => {
    const { client } = await started(['--url', bin2nlp.url], { BIN2NLP_MCP_KEY: key });
    const { tools } = await client.listTools();
    expect(Object.keys(tools[0]?.inputSchema.properties ?? {})).not.toContain('path');
    expect(await call(client, 'submit', { path: 'sample' })).toContain('INVALID_OPTION');
    await client.close();
  });

  it('says why it cannot start, and not to the client', async () => {
    const attempts = [
      [['--url', 'ftp://example.com'], {}, 2, '--url is ftp'],
      [['--files', '/no/such/directory'], {}, 1, 'which is no directory'],
      [['--url', bin2nlp.url], { BIN2NLP_MCP_KEY: 'wrong' }, 1, 'Check --url and the key'],
      [['--nonsense'], {}, 2, 'usage: npm run --silent mcp'],
    ] as const;
    await Promise.all(
      attempts.map(async ([args, variables, status, reason]) => {
        const child = spawn(process.execPath, [MAIN, 'mcp', ...args], {
          env: { PATH: process.env['PATH'] ?? '', BIN2NLP_ENVIRONMENT: 'testing', ...variables },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const [output, errors] = [child.stdout, child.stderr].map((stream) => stream.setEncoding('utf8').toArray());
        expect(await new Promise((done) => child.once('close', done))).toBe(status);
        expect(await output).toEqual([]);
        expect((await errors)?.join('')).toContain(reason);
      }),
    );
  });
});

describe('npm run mcp, with a service of its own', () => {
  it('answers by the protocol alone, whatever it logs, and ends with its client', async () => {
    const data = await TemporaryDirectory.create();
    const variables = { BIN2NLP_STORAGE__DATA_DIR: data.path, BIN2NLP_LOGGING__LEVEL: 'info' };
    // A line that is no message would be an error of the client's.
    const { client, errors } = await started(['--files', files.path], variables);
    const faults: Error[] = [];
    client.onerror = (error) => faults.push(error);
    expect(await call(client, 'submit', { path: 'sample' })).toContain('status: completed');
    await client.close();
    expect(errors()).toContain('"msg"');
    expect(faults).toEqual([]);
    await data.remove();
  });
});
