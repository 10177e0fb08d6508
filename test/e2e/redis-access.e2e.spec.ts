import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { makeCertificates } from '#test/support/certificates';
import { freePort, RedisServers } from '#test/support/redis-servers';

const PAGE = readFileSync(join(__dirname, '../../docs/redis.md'), 'utf8');
/** `ACL SETUSER bin2nlp on >PASSWORD …`, as it is to be pasted. */
const RIGHTS = /^ACL SETUSER bin2nlp on >PASSWORD (.+)$/m.exec(PAGE)?.[1]?.split(' ') ?? [];

describe('a user with the rights that docs/redis.md names, over TLS', () => {
  it('is enough for whole jobs, of all roles, and for the monitoring of Redis', async () => {
    const servers = await RedisServers.create();
    const { ca, cert, key } = await makeCertificates(servers.directory.path, 'DNS:localhost');
    const port = await freePort();
    const { admin } = await servers.start({
      'tls-port': String(port),
      'tls-ca-cert-file': ca,
      'tls-cert-file': cert,
      'tls-key-file': key,
      'tls-auth-clients': 'no',
    });
    await admin.call('ACL', 'SETUSER', 'bin2nlp', 'on', '>secret', ...RIGHTS);
    const settings = {
      BIN2NLP_REDIS__URL: `rediss://bin2nlp:secret@localhost:${port}/0`,
      BIN2NLP_REDIS__TLS_CA_FILE: ca,
      BIN2NLP_STORAGE__DATA_DIR: servers.directory.path,
      BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
      BIN2NLP_FEATURE_RATE_LIMITING: 'on',
      BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: 'the-key-of-the-acl-test',
    };
    const processes = ['api', 'worker'].map((role) => Bin2nlpProcess.launch({ ...settings, BIN2NLP_ROLE: role }));
    try {
      const [url = ''] = await Promise.all(processes.map((each) => each.url()));
      const authorization = 'Bearer the-key-of-the-acl-test';
      for (const query of ['analysis_depth=quick&wait_seconds=60', 'analysis_depth=standard&wait_seconds=0']) {
        const answer = await request(url)
          .post(`/api/v1/analyze?${query}`)
          .set('Authorization', authorization)
          .attach('file', '/bin/true');
        expect([200, 202]).toContain(answer.status);
      }
      for (const path of ['jobs', 'admin/audit', 'admin/cache', 'admin/queue', 'auth/keys', 'health', 'health/ready'])
        expect([path, (await request(url).get(`/api/v1/${path}`).set('Authorization', authorization)).status]).toEqual([
          path,
          200,
        ]);
      const clients = String(await admin.call('CLIENT', 'LIST')).match(/user=bin2nlp/g) ?? [];
      // Two of the api, six of the worker: what redis.max_connections counts.
      expect(clients).toHaveLength(8);
      const log = (await admin.call('ACL', 'LOG')) as readonly unknown[];
      expect(log).toEqual([]);
    } finally {
      await Promise.all(processes.map((each) => each.end()));
      await servers.end();
    }
  });
});
