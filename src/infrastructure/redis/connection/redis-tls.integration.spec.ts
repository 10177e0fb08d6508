import type { Redis } from 'ioredis';

import { AppConfig } from '#config/app-config';
import type { Certificates } from '#test/support/certificates';
import { makeCertificates } from '#test/support/certificates';
import { eventually } from '#test/support/eventually';
import type { RedisServer } from '#test/support/redis-servers';
import { freePort, RedisServers } from '#test/support/redis-servers';
import { RedisConnections } from './redis-connections';

/** Servers with a certificate for 127.0.0.1, of an authority that nobody knows. */
describe('RedisConnections over TLS', () => {
  let servers: RedisServers;
  let files: Certificates;
  let plain: RedisServer;
  const ports = { open: 0, closed: 0 };

  beforeAll(async () => {
    servers = await RedisServers.create();
    files = await makeCertificates(servers.directory.path, 'IP:127.0.0.1');
    const tls = { 'tls-ca-cert-file': files.ca, 'tls-cert-file': files.cert, 'tls-key-file': files.key };
    ports.open = await freePort();
    plain = await servers.start({ ...tls, 'tls-port': String(ports.open), 'tls-auth-clients': 'no' });
    ports.closed = await freePort();
    await servers.start({ ...tls, 'tls-port': String(ports.closed) });
  });
  afterAll(async () => {
    await servers.end();
  });

  const trying = async (
    redis: Partial<AppConfig['redis']>,
    attempt: (connections: RedisConnections) => unknown,
  ): Promise<void> => {
    const config = new AppConfig();
    Object.assign(config.redis, redis);
    const connections = new RedisConnections(config);
    connections.open();
    try {
      await attempt(connections);
    } finally {
      await connections.close();
    }
  };
  const served = async (connections: RedisConnections): Promise<void> => {
    await connections.serving();
    await eventually(async () => {
      expect(await connections.cache.ping()).toBe('PONG');
    });
    expect(connections.subscriber.options.tls).toBeDefined();
  };
  const refused =
    (reason: RegExp) =>
    async (connections: RedisConnections): Promise<void> => {
      await expect(connections.serving()).rejects.toThrow(reason);
    };

  it('trust the authority of a file, for queue and results', () =>
    trying(
      { url: `rediss://127.0.0.1:${ports.open}`, cacheUrl: `rediss://127.0.0.1:${ports.open}/1`, tlsCaFile: files.ca },
      served,
    ));
  it('show a certificate where one is asked for', () =>
    trying(
      {
        url: `rediss://127.0.0.1:${ports.closed}`,
        tlsCaFile: files.ca,
        tlsCertFile: files.cert,
        tlsKeyFile: files.key,
      },
      served,
    ));
  it('say that the authority is not known', () =>
    trying({ url: `rediss://127.0.0.1:${ports.open}` }, refused(/^TLS: .*BIN2NLP_REDIS__TLS_CA_FILE/)));
  it('say that the certificate is for other names', () =>
    trying(
      { url: `rediss://localhost:${ports.open}`, tlsCaFile: files.ca },
      refused(/^TLS: .*certificate is for other names/),
    ));
  it('outlive what a connection tells after they have left it', () =>
    trying({ url: `rediss://localhost:${ports.open}`, tlsCaFile: files.ca }, async (connections) => {
      const { commands } = connections;
      const left = new Promise<Redis['stream']>((resolve) => {
        commands.once('error', () => {
          resolve(commands.stream);
        });
      });
      // Redis answers to a refused certificate by an alert; whether it comes before Node.js has closed the connection is chance.
      expect((await left).emit('error', new Error('tlsv1 alert decode error'))).toBe(true);
    }));
  it('say that a certificate is asked for', () =>
    trying(
      { url: `rediss://127.0.0.1:${ports.closed}`, tlsCaFile: files.ca },
      refused(/^TLS: .*BIN2NLP_REDIS__TLS_CERT_FILE/),
    ));
  it.each([
    ['may speak TLS', 'redis', /must begin with rediss:/],
    ['may speak no TLS', 'rediss', /speaks no TLS/],
  ] as const)('say that a port %s, which cannot be told from one that is wrong', (_what, scheme, advice) =>
    trying(
      {
        url: scheme === 'redis' ? `redis://127.0.0.1:${ports.open}` : `rediss://${plain.address}`,
        connectTimeoutSeconds: 1,
      },
      (connections) =>
        eventually(() => {
          expect(connections.fault).toMatch(advice);
        }),
    ),
  );
});
