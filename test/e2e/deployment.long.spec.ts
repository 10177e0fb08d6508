import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { eventually } from '#test/support/eventually';
import { answerTo, RunningNginx } from '#test/support/running-nginx';
import { TemporaryRedis } from '#test/support/temporary-redis';

const ROOT = join(__dirname, '../..');
const LS = readFileSync('/bin/ls');
const SERVICE = `exec ${process.execPath} ${ROOT}/dist/main.js`;
/** What runs under which version; the service tells its own. */
const VERSIONS: Readonly<Record<string, string>> = {
  '1.0': SERVICE,
  '2.0': SERVICE,
  '3.0': SERVICE,
  misset: `BIN2NLP_SERVER__PORT=none ${SERVICE}`,
  ...Object.fromEntries(
    ['errors', 'slow', 'queue', 'jobs', 'waiting'].map((kind) => [
      kind,
      `exec ${process.execPath} ${ROOT}/test/fixtures/unwell-version.mjs ${kind}`,
    ]),
  ),
};

interface Deployment {
  readonly status: number | null;
  readonly printed: string;
}

/** docker/deploy.sh with the built service and the real nginx; processes in place of containers, seconds in place of minutes. */
describe('a deployment', () => {
  let redis: TemporaryRedis;
  let nginx: RunningNginx;
  let environment: NodeJS.ProcessEnv;
  const own = (name: string): string => join(redis.directory.path, name);

  beforeAll(async () => {
    redis = await TemporaryRedis.start();
    nginx = await RunningNginx.start(['http://127.0.0.1:1']);
    for (const name of ['versions', 'processes']) mkdirSync(own(name));
    for (const [name, command] of Object.entries(VERSIONS)) {
      writeFileSync(own(`versions/${name}`), `#!/bin/sh\nexport BIN2NLP_VERSION=${name}\n${command}\n`, {
        mode: 0o755,
      });
    }
    environment = {
      PATH: process.env['PATH'],
      BIN2NLP_ENVIRONMENT: 'testing',
      BIN2NLP_LOGGING__LEVEL: 'info',
      BIN2NLP_REDIS__URL: redis.url,
      BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
      DEPLOY_PLATFORM: join(ROOT, 'test/support/deploy-processes.sh'),
      DEPLOY_STATE_DIRECTORY: nginx.deployed,
      DEPLOY_HEALTH_ATTEMPTS: '100',
      DEPLOY_HEALTH_INTERVAL_SECONDS: '0.2',
      DEPLOY_DRAIN_SECONDS: '0.5',
      DEPLOY_WATCH_SECONDS: '2',
      DEPLOY_WATCH_INTERVAL_SECONDS: '1',
      DEPLOY_TEST_ROLES: 'api worker',
      DEPLOY_TEST_VERSIONS: own('versions'),
      DEPLOY_TEST_PROCESSES: own('processes'),
      DEPLOY_TEST_NGINX: String(nginx.pid),
    };
    expect(await deploy('status')).toMatchObject({ status: 1 });
    const { status, printed } = await deploy('deploy', '1.0');
    expect([status, printed]).toEqual([0, expect.stringContaining('blue (1.0) serves')]);
  });
  afterAll(async () => {
    for (const pid of running()) process.kill(pid, 'SIGTERM');
    await eventually(() => {
      expect(running()).toEqual([]);
    });
    await nginx.stop();
    await redis.stop();
  });

  /** Processes of either colour. */
  const running = (): readonly number[] =>
    readdirSync(own('processes'))
      .filter((name) => name.endsWith('.pid'))
      .map((name) => Number(readFileSync(own(`processes/${name}`), 'utf8')))
      .filter((pid) => existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')));

  function start(words: readonly string[], settings: NodeJS.ProcessEnv = {}): { child: ChildProcess; printed: string } {
    const child = spawn(join(ROOT, 'docker/deploy.sh'), words, { env: { ...environment, ...settings } });
    const started = { child, printed: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        started.printed += text;
      });
    }
    return started;
  }
  async function endOf(started: { child: ChildProcess; printed: string }): Promise<Deployment> {
    const { child } = started;
    const status = await new Promise<number | null>((resolve) => {
      if (child.exitCode === null) child.once('close', resolve);
      else resolve(child.exitCode);
    });
    return { status, printed: started.printed };
  }
  const deploy = (...words: string[]): Promise<Deployment> => endOf(start(words));
  const said = (started: { readonly printed: string }, words: string): Promise<void> =>
    eventually(() => {
      expect(started.printed).toContain(words);
    });
  async function serving(): Promise<unknown> {
    const { status, body } = await nginx.ask('/api/v1/version');
    return status === 200 ? (JSON.parse(body) as { data: { version: string } }).data.version : status;
  }
  /** What a client is answered that asks again and again until then, each time over a connection of its own. */
  async function answersUntil(end: Promise<unknown>): Promise<ReadonlySet<unknown>> {
    const answers = new Set<unknown>();
    const state = { ended: false };
    void end.then(() => (state.ended = true));
    while (!state.ended) {
      answers.add(await serving());
      await delay(10);
    }
    return answers;
  }

  it('of a good version: no request fails, those under way end where they began, no job is lost', async () => {
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': LS.length };
    const upload = nginx.open('/api/v1/analyze?analysis_depth=quick&wait_seconds=0', { method: 'POST', headers });
    upload.write(LS.subarray(0, 1000));
    const waiting = nginx.ask('/api/v1/analyze?wait_seconds=60', { method: 'POST', headers }, LS);
    const started = start(['deploy', '2.0']);
    const end = endOf(started);
    const answers = answersUntil(end);
    await said(started, 'Requests go to green (2.0)');
    upload.end(LS.subarray(1000));
    expect((await answerTo(upload)).status).toBe(202);
    expect((await waiting).status).toBe(200);
    expect([(await end).status, await serving()]).toEqual([0, '2.0']);
    expect([...(await answers)].sort()).toEqual(['1.0', '2.0']);
    expect(running()).toHaveLength(2);
    const job = await nginx.ask('/api/v1/analyze?analysis_depth=quick', { method: 'POST', headers }, LS);
    expect(job.status).toBe(200);
    expect(await deploy('status')).toMatchObject({
      status: 0,
      printed: expect.stringContaining('green (2.0) serves; before it: 1.0') as string,
    });
  });

  it('of a version that does not become healthy: nobody notices', async () => {
    const end = endOf(start(['deploy', 'misset'], { DEPLOY_HEALTH_ATTEMPTS: '3' }));
    const answers = await answersUntil(end);
    expect(await end).toMatchObject({
      status: 3,
      printed: expect.stringMatching(/misset did not become healthy\n.*green \(2\.0\) serves/) as string,
    });
    expect([...answers]).toEqual(['2.0']);
    expect(running()).toHaveLength(2);
  });

  it('of a version that fails under load: taken back by itself, with the reason', async () => {
    const end = endOf(start(['deploy', 'errors']));
    const answers = await answersUntil(end);
    expect(await end).toMatchObject({
      status: 4,
      printed: expect.stringMatching(
        /errors does badly: (\d+) of \1 requests failed\n[\s\S]*green \(2\.0\) serves/,
      ) as string,
    });
    expect([...answers].sort()).toEqual(['2.0', 500]);
    expect(await serving()).toBe('2.0');
    expect(running()).toHaveLength(2);
  });

  // From here on without workers, which take long to start.
  it.each([
    ['slow', 'a request takes 6.0 s on average'],
    ['queue', '150 more jobs wait than before'],
    ['jobs', '4 of 5 jobs failed'],
  ])('of a version whose figures become bad (%s): taken back too', async (version, fault) => {
    Object.assign(environment, { DEPLOY_TEST_ROLES: 'api' });
    const { status, printed } = await deploy('deploy', version);
    expect([status, printed]).toEqual([4, expect.stringContaining(`${version} does badly: ${fault}`)]);
  });

  it('is alone, and one that is interrupted leaves what served', async () => {
    const started = start(['deploy', '3.0'], { DEPLOY_WATCH_SECONDS: '600', DEPLOY_WATCH_INTERVAL_SECONDS: '600' });
    await said(started, 'Requests go to blue (3.0)');
    expect((await deploy('rollback')).status).toBe(5);
    await eventually(async () => {
      expect(await serving()).toBe('3.0');
    });
    const end = endOf(started);
    started.child.kill('SIGTERM');
    expect((await answersUntil(end)).has('2.0')).toBe(true);
    expect([(await end).status, await serving()]).toEqual([143, '2.0']);
    expect(running()).toHaveLength(2);
  });

  it('can be taken back by hand', async () => {
    const { status, printed } = await deploy('rollback');
    expect([status, printed, await serving()]).toEqual([0, expect.stringContaining('blue (1.0) serves'), '1.0']);
    expect((await deploy('deploy', '../1.0')).status).toBe(2);
  });

  // The last: what serves then is no service.
  it('of a version whose requests wait for what takes long: stays', async () => {
    const { status, printed } = await endOf(start(['deploy', 'waiting'], { DEPLOY_WATCH_SECONDS: '0' }));
    expect([status, printed]).toEqual([0, expect.stringContaining('green (waiting) serves')]);
  });
});
