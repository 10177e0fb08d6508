import { readFileSync } from 'node:fs';
import request from 'supertest';

import { lacks } from '#test/sandbox/machine-tiers';
import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { TemporaryRedis } from '#test/support/temporary-redis';

const BASIC = ['bin2nlp', 'a password of its own'] as const;
const OF_ITS_OWN = {
  BIN2NLP_SERVER__HOST: '127.0.0.1',
  BIN2NLP_SERVER__PORT: '0',
  BIN2NLP_WORKER_HTTP__PORT: '0',
  BIN2NLP_AUTH__API_KEY_SALT: 'a salt of its own',
  BIN2NLP_AUTH__BASIC_USERNAME: BASIC[0],
  BIN2NLP_AUTH__BASIC_PASSWORD: BASIC[1],
};
const WITHOUT = lacks('bwrap') ?? lacks('landlock');

/** As the image runs in Docker and Kubernetes: an ordinary user, a root that cannot be written, and no further user namespaces. */
function asInTheImage(writable: string): readonly string[] {
  return [
    'bwrap',
    ...['--unshare-user', '--uid', '1000', '--gid', '1000', '--disable-userns', '--die-with-parent'],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--bind', writable, writable],
  ];
}

(WITHOUT === undefined ? describe : describe.skip)(
  `a machine without user namespaces (skipped: ${WITHOUT ?? 'never here'})`,
  () => {
    let redis: TemporaryRedis;
    let service: Bin2nlpProcess;

    beforeAll(async () => {
      redis = await TemporaryRedis.start();
    });
    afterEach(() => service.end());
    afterAll(() => redis.stop());

    it.each(['development', 'production'])(
      'confines radare2 and libmagic with Landlock, in %s',
      async (environment) => {
        service = Bin2nlpProcess.launch(
          {
            ...OF_ITS_OWN,
            BIN2NLP_ENVIRONMENT: environment,
            BIN2NLP_REDIS__URL: redis.url,
            BIN2NLP_STORAGE__DATA_DIR: redis.directory.path,
          },
          [],
          asInTheImage(redis.directory.path),
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
      },
    );
  },
);
