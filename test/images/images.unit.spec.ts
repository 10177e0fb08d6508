import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';

import { loadConfig } from '#config/load-config';

const ROOT = join(__dirname, '../..');
const COMPOSE_FILE = 'docker/compose.yaml';
const APPLICATION = ['api', 'worker'] as const;

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('The Dockerfile', () => {
  const text = read('Dockerfile');
  const lines = text.split('\n');
  const runtime = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  it('has no fault that a builder would refuse or warn of', () => {
    expect(validate(text)).toEqual([]);
  });

  it('starts the service itself, so that SIGTERM reaches it, as a numbered user that is not root', () => {
    expect(runtime).toContain('CMD ["node", "dist/main.js"]');
    expect(runtime).toContain('STOPSIGNAL SIGTERM');
    expect(runtime).toContain('USER 1000:1000');
  });

  it('writes to the data directory only', () => {
    expect(runtime).toContain('VOLUME /var/lib/bin2nlp');
    expect(runtime.join('\n')).toContain('BIN2NLP_STORAGE__DATA_DIR=/var/lib/bin2nlp');
  });

  it('leaves the environment to whoever starts the image', () => {
    expect(runtime.filter((line) => /^\s*(ENV\s+)?BIN2NLP_ENVIRONMENT=/.test(line))).toEqual([]);
  });

  it.each(['BIN2NLP_VERSION', 'GIT_COMMIT', 'GIT_BRANCH', 'BUILD_TIMESTAMP', 'BUILD_NUMBER'])(
    'hands the build argument %s on to the version endpoint',
    (name) => {
      expect(runtime).toContain(`ARG ${name}=""`);
      expect(runtime.join('\n')).toContain(`${name}=\${${name}}`);
    },
  );

  it('copies nothing that .dockerignore keeps out of the build', () => {
    const kept = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));

    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((path) => !kept.includes(path))).toEqual([]);
  });
});

describe('docker/compose.yaml', () => {
  interface Service {
    readonly command?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly ports?: readonly string[];
    readonly volumes?: readonly string[];
    readonly networks?: readonly string[];
    readonly [key: string]: unknown;
  }
  interface ComposeFile {
    readonly services: Readonly<Record<'api' | 'worker' | 'redis', Service>>;
    readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
    readonly volumes: Readonly<Record<string, unknown>>;
  }
  const compose = parse(read(COMPOSE_FILE), { merge: true }) as ComposeFile;
  const { api, worker, redis } = compose.services;

  it('follows the schema of the Compose Specification', () => {
    const linter = join(ROOT, 'node_modules/dclint/bin/dclint.cjs');
    const { status, stdout } = spawnSync(process.execPath, [linter, '--quiet', COMPOSE_FILE], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 30_000,
    });

    expect({ status, faults: stdout.trim() }).toEqual({ status: 0, faults: '' });
  });

  it('runs api and worker from one image and picks their roles by environment', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'redis', 'worker']);
    expect(worker.image).toBe(api.image);
    for (const name of APPLICATION) expect(compose.services[name].environment?.['BIN2NLP_ROLE']).toBe(name);
  });

  it('shows api and worker one data directory and one Redis', () => {
    for (const name of APPLICATION) {
      expect(compose.services[name].volumes).toEqual(['data:/var/lib/bin2nlp']);
      expect(compose.services[name].environment).toMatchObject({
        BIN2NLP_STORAGE__DATA_DIR: '/var/lib/bin2nlp',
        BIN2NLP_REDIS__URL: 'redis://redis:6379/0',
      });
    }
    expect(Object.keys(compose.volumes)).toContain('data');
  });

  it('publishes the api on loopback and nothing else', () => {
    expect(api.ports).toEqual(['127.0.0.1:8000:8000']);
    expect(worker.ports).toBeUndefined();
    expect(redis.ports).toBeUndefined();
  });

  it('gives the worker no way out to the internet', () => {
    expect(worker.networks).toEqual(['back']);
    expect(compose.networks['back']).toMatchObject({ internal: true });
  });

  it('keeps every key of the queue, in memory and on disk', () => {
    const options = (redis.command ?? []).join(' ');

    expect(options).toContain('--maxmemory-policy noeviction');
    expect(options).toContain('--appendonly yes');
    expect(redis.volumes).toEqual(['redis:/data']);
  });

  it.each(['api', 'worker', 'redis'] as const)('confines %s: no capability, no new privilege, no write', (name) => {
    expect(compose.services[name]).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      read_only: true,
      healthcheck: { interval: expect.any(String) as string },
    });
  });

  it('limits the memory of each service', () => {
    expect([api.mem_limit, worker.mem_limit, redis.mem_limit]).toEqual(['1g', '6g', '1g']);
  });

  it('gives a worker more time to stop than it takes to finish its jobs', () => {
    expect(worker.stop_grace_period).toBe('45s');
  });
});

describe('docker/compose.production.yaml', () => {
  interface Service {
    readonly environment?: Readonly<Record<string, string>>;
    readonly networks: object;
    readonly secrets?: readonly string[];
    readonly command?: readonly string[];
    readonly [key: string]: unknown;
  }
  const compose = parse(read('docker/compose.production.yaml'), { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
    readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  };
  const services = Object.entries(compose.services);
  const ofRole = (role: string): readonly Service[] =>
    services.map(([, service]) => service).filter(({ environment }) => environment?.['BIN2NLP_ROLE'] === role);

  it('follows the schema of the Compose Specification', () => {
    const linter = join(ROOT, 'node_modules/dclint/bin/dclint.cjs');
    const { status, stdout } = spawnSync(process.execPath, [linter, '--quiet', 'docker/compose.production.yaml'], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect({ status, faults: stdout.trim() }).toEqual({ status: 0, faults: '' });
  });

  it('runs two of each in either colour, with settings that pass in production', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
    try {
      writeFileSync(join(folder, 'secret'), '0123456789abcdef'.repeat(4));
      for (const role of ['api', 'worker']) {
        expect(ofRole(role).map(({ profiles }) => profiles)).toEqual([['blue'], ['blue'], ['green'], ['green']]);
        for (const { environment, secrets = [], stop_grace_period: grace } of ofRole(role)) {
          const variables = Object.fromEntries(
            Object.entries(environment ?? {}).map(([name, value]) => {
              if (!name.endsWith('_FILE')) return [name, value];
              expect(secrets.map((secret) => `/run/secrets/${secret}`)).toContain(value);
              return [name, join(folder, 'secret')];
            }),
          );
          const { analysis, server, cache } = loadConfig({ variables, rootDir: ROOT });
          const needed = role === 'api' ? server.stopGraceSeconds : analysis.stopGraceSeconds;
          expect(Number.parseInt(String(grace), 10)).toBeGreaterThanOrEqual(needed + 10);
          expect(cache.maxMb).toBe(0);
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('lets the world reach nginx alone, and workers nothing but Redis', () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['nginx']);
    for (const worker of ofRole('worker')) {
      expect([Object.keys(worker.networks), worker.secrets]).toEqual([['back'], undefined]);
    }
    expect(compose.networks).toMatchObject({ front: { internal: true }, back: { internal: true } });
  });

  it('keeps every key of the queue, and lets the results go', () => {
    const command = (name: string): string => (compose.services[name]?.command ?? []).join(' ');
    expect(command('redis-queue')).toMatch(/--maxmemory-policy noeviction --appendonly yes/);
    expect(command('redis-cache')).toMatch(/--maxmemory-policy allkeys-lru/);
  });

  it('confines each service, and limits its memory', () => {
    for (const [, service] of services) {
      expect(service).toMatchObject({
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        read_only: true,
        healthcheck: { interval: expect.any(String) as string },
        mem_limit: expect.stringMatching(/^\d+[mg]$/) as string,
      });
    }
  });

  it('keeps secrets out of the repository and the image', () => {
    const files = Object.values(compose.secrets).map(({ file }) => file);
    expect(files.filter((file) => !file.startsWith('./secrets/'))).toEqual([]);
    expect(read('.gitignore').split('\n')).toContain('docker/secrets/');
    expect(read('.dockerignore').split('\n')).toContain('docker/secrets');
  });
});
