import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';

import { lacks } from '#test/sandbox/machine-tiers';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { writeContainerFilter } from '#test/support/container-seccomp';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';

const BASIC = ['bin2nlp', 'a password of its own'] as const;
const ADMIN_KEY = 'the-bootstrap-key-of-these-tests';
const OF_ITS_OWN = {
  BIN2NLP_SERVER__HOST: '127.0.0.1',
  BIN2NLP_SERVER__PORT: '0',
  BIN2NLP_WORKER_HTTP__PORT: '0',
  BIN2NLP_AUTH__API_KEY_SALT: 'a salt of its own',
  BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: ADMIN_KEY,
  BIN2NLP_AUTH__BASIC_USERNAME: BASIC[0],
  BIN2NLP_AUTH__BASIC_PASSWORD: BASIC[1],
};
const WITHOUT = lacks('bwrap') ?? lacks('landlock');

/** What the kernel shows that a container runtime hides or lets nobody write, but for what a machine does not have. */
const HIDDEN_FILES = ['/proc/kcore', '/proc/keys', '/proc/timer_list', '/proc/sched_debug'].filter(existsSync);
const HIDDEN_TREES = ['/proc/acpi', '/proc/scsi', '/sys/firmware'].filter(existsSync);
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'].filter(existsSync);

/** As the image runs everywhere: an ordinary user, a root that cannot be written. */
function asInTheImage(writable: string, ...more: readonly string[]): readonly string[] {
  return [
    ...['bwrap', '--unshare-user', '--uid', '1000', '--gid', '1000', '--die-with-parent', '--new-session'],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--bind', writable, writable, ...more],
  ];
}

/** A machine whose kernel lets nobody make user namespaces. */
const withoutNamespaces = (writable: string): readonly string[] => asInTheImage(writable, '--disable-userns');

const FILTER = 'container.bpf';
/** A pod of the profile `restricted`: no user namespaces by the runtime's default system call filter, and what it hides of /proc and /sys. */
function asInAPod(writable: string): readonly string[] {
  return [
    ...['sh', '-c', 'exec 3<"$0" && exec "$@"', join(writable, FILTER)],
    ...asInTheImage(writable, '--seccomp', '3', '--cap-drop', 'ALL'),
    ...HIDDEN_FILES.flatMap((file) => ['--ro-bind', '/dev/null', file]),
    ...HIDDEN_TREES.flatMap((tree) => ['--tmpfs', tree, '--remount-ro', tree]),
    ...READ_ONLY.flatMap((path) => ['--ro-bind', path, path]),
  ];
}

/** What a program says that wants namespaces there. */
const said = ([program = '', ...args]: readonly string[]): string =>
  spawnSync(program, [...args, 'unshare', '--user', 'true'], { encoding: 'utf8', timeout: 60_000 }).stderr;

(WITHOUT === undefined ? describe : describe.skip)(
  `a machine without user namespaces (skipped: ${WITHOUT ?? 'never here'})`,
  () => {
    let redis: TemporaryRedis;
    let service: Bin2nlpProcess;

    beforeAll(async () => {
      redis = await TemporaryRedis.start();
      writeContainerFilter(join(redis.directory.path, FILTER));
    });
    afterEach(() => service.end());
    afterAll(() => redis.stop());

    it.each([
      ['a machine without user namespaces', 'development', withoutNamespaces, /No space left on device/, '/bin/true'],
      ['a pod of the profile restricted', 'production', asInAPod, /Operation not permitted/, '/bin/false'],
    ])(
      'confines radare2 and libmagic with Landlock in %s, in %s',
      async (_place, environment, within, refusal, program) => {
        expect(said(within(redis.directory.path))).toMatch(refusal);
        service = Bin2nlpProcess.launch(
          {
            ...OF_ITS_OWN,
            BIN2NLP_ENVIRONMENT: environment,
            BIN2NLP_REDIS__URL: redis.url,
            BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
          },
          [],
          within(redis.directory.path),
        );
        const url = await service.url();
        await eventually(async () => {
          const { body } = await request(url).get('/api/v1/health');
          expect(body.data.dependencies).toMatchObject({
            libmagic: { status: 'healthy', detail: expect.stringMatching(/ in landlock$/) as string },
            sandbox: { status: 'healthy', detail: 'landlock' },
            radare2: { status: 'healthy' },
          });
        });
        const ready = await request(url).get('/api/v1/health/ready');
        expect([ready.status, ready.body.data]).toEqual([200, { status: 'ready', unavailable: [] }]);
        const identified = await request(url)
          .post('/v1/magic/content?filename=ls')
          .auth(...BASIC)
          .type('application/octet-stream')
          .send(readFileSync('/bin/ls'));
        expect([identified.status, identified.body.mime_type]).toEqual([200, 'application/x-pie-executable']);
        const analysed = await request(url)
          .post('/api/v1/analyze?wait_seconds=60')
          .auth(ADMIN_KEY, { type: 'bearer' })
          .attach('file', program);
        expect([analysed.status, analysed.body.data?.result.metadata]).toMatchObject([
          200,
          { sandbox: 'landlock', engine: 'radare2' },
        ]);
      },
    );
  },
);
