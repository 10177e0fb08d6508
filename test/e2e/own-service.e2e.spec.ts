import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

import { CommandLine, PROGRAM } from '#test/support/command-line';
import { eventually } from '#test/support/eventually';
import { textOf } from '#test/support/mcp-client';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ADMIN_KEY = 'b2n_the-admin-of-these-tests-and-of-nothing-else';

describe('the service of its own that a call starts', () => {
  let bin2nlp: CommandLine;

  beforeAll(async () => {
    bin2nlp = await CommandLine.create();
  });
  afterAll(() => bin2nlp.end());

  it('is one for calls that come at once, and for those that follow', async () => {
    const calls = await Promise.all(
      ['/bin/true', '/bin/false', '/bin/cat'].map((file) => bin2nlp.call(['scan', file])),
    );
    expect(calls.map(({ status }) => status)).toEqual([0, 0, 0]);
    const { pid } = bin2nlp.state();
    expect((await bin2nlp.call(['serve', '--status'])).out).toContain(`as process ${pid}.`);
    await bin2nlp.call(['scan', '/bin/true']);
    expect(bin2nlp.state().pid).toBe(pid);
  });

  it('is the one that language models are served by, and started again where it has ended meanwhile', async () => {
    const { pid } = bin2nlp.state();
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [PROGRAM, 'mcp'],
      env: { ...bin2nlp.environment },
      stderr: 'ignore',
    });
    const client = new Client({ name: 'tests', version: '1' });
    await client.connect(transport);
    const status = { name: 'status', arguments: { analysis_id: randomUUID() } };
    expect(textOf(await client.callTool(status))).toMatch(/^NOT_FOUND/);
    expect(bin2nlp.state().pid).toBe(pid);
    await bin2nlp.call(['serve', '--stop']);
    expect(textOf(await client.callTool(status))).toMatch(/^NOT_FOUND/);
    expect(bin2nlp.state().pid).not.toBe(pid);
    await client.close();
  });

  it('keeps its log where another call tries to start it', async () => {
    const [log, state] = ['service.log', 'service.json'].map((name) => join(bin2nlp.cache, name)) as [string, string];
    appendFileSync(log, 'a word of its own\n');
    renameSync(state, `${state}.aside`);
    const other = bin2nlp.call(['serve', '--background']);
    // As while the one that has the lock has not written yet where it is.
    await delay(1000);
    renameSync(`${state}.aside`, state);
    expect((await other).status).toBe(0);
    expect(readFileSync(log, 'utf8')).toContain('a word of its own');
  });

  it('answers nobody who does not know its secret, which others cannot read', async () => {
    const { url, key, pid } = bin2nlp.state();
    expect((await fetch(`${url}/api/v1/jobs`)).status).toBe(401);
    expect((await fetch(`${url}/api/v1/jobs`, { headers: { Authorization: `Bearer ${key}` } })).status).toBe(200);
    expect(statSync(join(bin2nlp.cache, 'service.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(key);
  });

  it('that was killed is started again, and not taken for a process that has its number now', async () => {
    const state = bin2nlp.state();
    process.kill(state.pid, 'SIGKILL');
    writeFileSync(join(bin2nlp.cache, 'service.json'), JSON.stringify({ ...state, pid: process.pid }));
    expect((await bin2nlp.call(['serve', '--status'])).status).toBe(3);
    const { status, out } = await bin2nlp.call(['scan', '/bin/true'], { variables: { BIN2NLP_IDLE_MINUTES: '0.02' } });
    expect(status).toBe(0);
    expect(out).toContain('known already');
    expect(bin2nlp.state().pid).not.toBe(state.pid);
  });

  it('ends when nobody asks', async () => {
    await eventually(async () => {
      expect((await bin2nlp.call(['serve', '--status'])).out).toBe('None runs.\n');
    });
    expect((await bin2nlp.call(['serve', '--stop'])).out).toBe('None runs.\n');
  });

  it('does not start where others may read', async () => {
    await chmod(bin2nlp.cache, 0o755);
    const { status, err } = await bin2nlp.call(['scan', '/bin/true']);
    expect(status).toBe(3);
    expect(err).toContain('not a directory of yours alone');
    await chmod(bin2nlp.cache, 0o700);
  });
});

describe('a service that is named', () => {
  let service: RunningBin2nlp;
  let bin2nlp: CommandLine;

  beforeAll(async () => {
    service = await RunningBin2nlp.start({
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
    });
    bin2nlp = await CommandLine.create({ BIN2NLP_SERVER_URL: service.url });
  });
  afterAll(async () => {
    await bin2nlp.end();
    await service.stop();
  });

  it('is asked with the key of a file or of the environment, and none is started', async () => {
    const file = join(bin2nlp.directory.path, 'key');
    writeFileSync(file, `${ADMIN_KEY}\n`, { mode: 0o600 });
    expect((await bin2nlp.call(['scan', '/bin/true', '--key-file', file])).status).toBe(0);
    expect((await bin2nlp.call(['scan', '/bin/true'], { variables: { BIN2NLP_KEY: ADMIN_KEY } })).status).toBe(0);
    expect(() => bin2nlp.state()).toThrow();
  });

  it('that refuses, or is away, is told with what to do, and status 3', async () => {
    const refused = await bin2nlp.call(['report', '/bin/true']);
    expect([refused.status, refused.err]).toEqual([3, expect.stringMatching(/^UNAUTHORIZED: .*\n/)]);
    const away = await bin2nlp.call(['scan', '/bin/true', '--server', 'http://127.0.0.1:9']);
    expect([away.status, away.err]).toEqual([3, expect.stringMatching(/^UNREACHABLE: /)]);
  });
});
