import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AppConfig } from './app-config';
import { ConfigError } from './config.errors';
import { featureFlags } from './feature-flags';
import { loadConfig } from './load-config';
import { otherNames } from './other-names';
import { camelKey } from './settings-tree';

describe('loadConfig', () => {
  let rootDir: string;

  beforeEach(() => {
    rootDir = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
    mkdirSync(join(rootDir, 'config'));
  });
  afterEach(() => {
    rmSync(rootDir, { recursive: true });
  });

  const file = (name: string, text: string): void => {
    writeFileSync(join(rootDir, name), text);
  };
  const load = (variables: Record<string, string> = {}): AppConfig => loadConfig({ variables, rootDir });
  const faultsOf = (variables: Record<string, string>): readonly string[] => {
    try {
      load(variables);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };

  it('starts from defaults that need nothing', () => {
    const config = load();
    expect(config).toMatchObject({
      role: 'all',
      environment: 'development',
      server: { host: '127.0.0.1', port: 8000 },
    });
    expect(config.storage.dataDir).toBe(join(rootDir, '.data'));
  });

  it('lets each source override the one before it', () => {
    file('config/default.toml', '[server]\nport = 1001\nbacklog = 11\nhost = "::1"\nkeep_alive_seconds = 9');
    file('config/development.toml', '[server]\nport = 1002\nbacklog = 12\nhost = "::2"');
    file('.env.dev', 'BIN2NLP_SERVER__PORT=1003\nBIN2NLP_SERVER__BACKLOG=13');
    file('.env', 'BIN2NLP_SERVER__PORT=1004');
    expect(load().server).toMatchObject({ port: 1004, backlog: 13, host: '::2', keepAliveSeconds: 9 });
    expect(load({ BIN2NLP_SERVER__PORT: '1005' }).server.port).toBe(1005);
  });

  it('knows of each flag where it comes from', () => {
    file('config/default.toml', '[features]\nanalysis_caching = true\nrate_limiting = false');
    file('config/development.toml', '[features]\nresult_compression = false');
    file('.env', 'BIN2NLP_FEATURE_RATE_LIMITING=on');
    const { features } = load({ BIN2NLP_FEATURE_DEBUG_LOGGING: 'yes' });
    const told = Object.fromEntries(
      featureFlags(features).map(({ name, enabled, source }) => [name, [enabled, source]] as const),
    );
    expect(told).toMatchObject({
      advanced_security_scan: [true, 'default'],
      analysis_caching: [true, 'file'],
      result_compression: [false, 'file'],
      rate_limiting: [true, 'environment'],
      debug_logging: [true, 'environment'],
    });
  });

  it('takes the file that BIN2NLP_CONFIG_PATH names in place of the environment’s', () => {
    file('config/development.toml', '[server]\nport = 1002');
    file('other.toml', '[server]\nbacklog = 7');
    const { server } = load({ BIN2NLP_CONFIG_PATH: 'other.toml' });
    expect(server).toMatchObject({ port: 8000, backlog: 7 });
    expect(faultsOf({ BIN2NLP_CONFIG_PATH: 'missing.toml' })).toEqual([expect.stringContaining('missing.toml')]);
  });

  it.each([
    ['an api', { BIN2NLP_ROLE: 'api' }, 2],
    ['a worker', { BIN2NLP_ROLE: 'worker' }, 6],
    ['a worker of one slot', { BIN2NLP_ROLE: 'worker', BIN2NLP_ANALYSIS__WORKER_CONCURRENCY: '1' }, 4],
    ['results elsewhere', { BIN2NLP_REDIS__CACHE_URL: 'redis://127.0.0.1:2' }, 7],
    ['a cluster', { BIN2NLP_REDIS__CLUSTER_NODES: '127.0.0.1:1' }, 7],
  ])('refuses fewer connections to Redis than %s needs', (_what, variables, needed) => {
    const all = { BIN2NLP_REDIS__URL: 'redis://127.0.0.1:1', ...variables };
    expect(faultsOf({ ...all, BIN2NLP_REDIS__MAX_CONNECTIONS: String(needed) })).toEqual([]);
    expect(faultsOf({ ...all, BIN2NLP_REDIS__MAX_CONNECTIONS: String(needed - 1) })).toEqual([
      expect.stringContaining(`holds ${needed} connections`),
    ]);
  });

  it.each([
    ['Sentinels of a cluster', { SENTINELS: 'a:1', CLUSTER_NODES: 'b:2' }, /^redis\.sentinels: /],
    ['a place without a port', { SENTINELS: 'a' }, /^redis\.sentinels: must be host:port/],
    ['a certificate without its key', { URL: 'rediss://a', TLS_CERT_FILE: '/dev/null' }, /^redis\.tls_cert_file: /],
    ['an authority for nobody', { URL: 'redis://a', TLS_CA_FILE: '/dev/null' }, /^redis\.tls_ca_file: no address/],
    ['a file that is not there', { URL: 'rediss://a', TLS_CA_FILE: 'none.pem' }, /^redis\.tls_ca_file: ENOENT/],
  ])('refuses %s', (_what, settings, fault) => {
    const named = Object.entries(settings).map(([name, value]) => [`BIN2NLP_REDIS__${name}`, value]);
    expect(faultsOf(Object.fromEntries(named) as Record<string, string>)).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    ['', []],
    ['2', []],
    ['127.0.0.1,10.0.0.0/8,fd00::/8,loopback', []],
    ['0', [/must be 1 to 9/]],
    ['true', [/"true" is no address/]],
    ['10.0.0.0/33,proxy.example', [/"10.0.0.0\/33" has a prefix length/, /"proxy.example" is no address/]],
    ['0.0.0.0/0', [/would believe whoever connects/]],
  ])('believes proxies %j, but for %j', (setting, faults) => {
    expect(faultsOf({ BIN2NLP_SERVER__TRUST_PROXY: setting })).toEqual(
      faults.map((fault): unknown => expect.stringMatching(fault)),
    );
  });

  it('knows what settings are called elsewhere, and says what they are here', () => {
    file('config/default.toml', '[storage]\nupload_cleanup_hours = 24');
    const variables = { BIN2NLP_UPLOAD_CLEANUP_HOURS: '24', BIN2NLP_ANALYSIS_TIMEOUT_SECONDS: '60' };
    expect(faultsOf(variables)).toEqual([
      expect.stringMatching(/^BIN2NLP_UPLOAD_.*: there is no such setting; .* is storage\.cleanup_age_minutes here$/),
      expect.stringMatching(/^BIN2NLP_ANALYSIS_.* is analysis\.timeout_seconds here$/),
      expect.stringMatching(/^storage\.upload_cleanup_hours: .* is storage\.cleanup_age_minutes here$/),
    ]);
  });

  it('names no setting as another one’s name that there is not', () => {
    const known: unknown = new AppConfig();
    for (const [, setting] of otherNames()) {
      const found = setting.split('.').reduce((node, key) => (node as Record<string, unknown>)[camelKey(key)], known);
      expect([setting, typeof found]).not.toEqual([setting, 'undefined']);
    }
  });

  it('names all faults in one message', () => {
    file('config/default.toml', '[server]\ncolour = "red"');
    const faults = faultsOf({
      BIN2NLP_ROLE: 'queen',
      BIN2NLP_SERVER__PORT: 'eighty',
      BIN2NLP_CACHE__TTL_HOURS: '1000',
      BIN2NLP_SERVER__PROT: '1',
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^role: .*"queen"/),
        expect.stringMatching(/^BIN2NLP_SERVER__PORT: must be a number/),
        expect.stringMatching(/^cache\.ttl_hours: .*168.*1000/),
        'BIN2NLP_SERVER__PROT: there is no such setting',
        'server.colour: there is no such setting',
      ]),
    );
  });

  it.each(['true', '1', 'yes', 'on', 'TRUE'])('takes %s for a flag that is on', (text) => {
    expect(load({ BIN2NLP_FEATURE_DETAILED_ERROR_RESPONSES: text }).features.detailedErrorResponses).toBe(true);
  });

  it('reads what is secret from the file that a variable names', () => {
    file('salt', 'a-salt-in-a-file\n');
    file('.env', `BIN2NLP_REDIS__URL_FILE=${join(rootDir, 'url')}`);
    file('url', 'redis://:p@redis/0');
    file('empty', '\n');
    const config = load({ BIN2NLP_AUTH__API_KEY_SALT_FILE: join(rootDir, 'salt') });
    expect([config.auth.apiKeySalt, config.redis.url]).toEqual(['a-salt-in-a-file', 'redis://:p@redis/0']);
    expect(
      faultsOf({
        BIN2NLP_AUTH__API_KEY_SALT: 'another-salt',
        BIN2NLP_AUTH__API_KEY_SALT_FILE: join(rootDir, 'salt'),
        BIN2NLP_AUTH__BASIC_PASSWORD_FILE: '/missing',
        BIN2NLP_REDIS__CACHE_URL_FILE: join(rootDir, 'empty'),
        BIN2NLP_SERVER__HOST_FILE: join(rootDir, 'salt'),
      }),
    ).toEqual([
      'BIN2NLP_AUTH__API_KEY_SALT_FILE: BIN2NLP_AUTH__API_KEY_SALT is set too; leave one of them out',
      "BIN2NLP_AUTH__BASIC_PASSWORD_FILE: ENOENT: no such file or directory, open '/missing'",
      `BIN2NLP_REDIS__CACHE_URL_FILE: ${join(rootDir, 'empty')} is empty; leave the variable out where there is none`,
      'BIN2NLP_SERVER__HOST_FILE: there is no such setting',
    ]);
  });

  it('takes a secret of the later source, whichever of the two forms it has', () => {
    file('salt', 'a-salt-in-a-file');
    file('.env', 'BIN2NLP_AUTH__API_KEY_SALT=a-salt-by-itself');
    const named = { BIN2NLP_AUTH__API_KEY_SALT_FILE: join(rootDir, 'salt') };
    expect(load(named).auth.apiKeySalt).toBe('a-salt-in-a-file');
    file('.env', `BIN2NLP_AUTH__API_KEY_SALT_FILE=${join(rootDir, 'missing')}`);
    expect(load({ BIN2NLP_AUTH__API_KEY_SALT: 'a-salt-by-itself' }).auth.apiKeySalt).toBe('a-salt-by-itself');
  });

  it('tells no secret that is wrong', () => {
    const faults = faultsOf({ BIN2NLP_REDIS__URL: 'http://:hush@redis', BIN2NLP_AUTH__API_KEY_SALT: 'hush' });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('hush');
  });

  it('starts beside what Kubernetes says of Services with our name', () => {
    const links = {
      BIN2NLP_API_SERVICE_HOST: '10.0.0.1',
      BIN2NLP_API_SERVICE_PORT: '80',
      BIN2NLP_API_SERVICE_PORT_HTTP: '80',
      BIN2NLP_API_PORT: 'tcp://10.0.0.1:80',
      BIN2NLP_API_PORT_80_TCP: 'tcp://10.0.0.1:80',
      BIN2NLP_API_PORT_80_TCP_PROTO: 'tcp',
      BIN2NLP_API_PORT_80_TCP_PORT: '80',
      BIN2NLP_API_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(faultsOf(links)).toEqual([]);
    expect(faultsOf({ ...links, BIN2NLP_WEB_PORT: '80', BIN2NLP_API_PORTS: '80' })).toHaveLength(2);
  });

  it('does not take a word for a flag', () => {
    expect(faultsOf({ BIN2NLP_FEATURE_ANALYSIS_CACHING: 'maybe' })).toHaveLength(1);
  });

  it('wants a shared Redis for roles that need another process', () => {
    expect(faultsOf({ BIN2NLP_ROLE: 'api' })).toEqual([expect.stringMatching(/^redis\.url: role api/)]);
    expect(faultsOf({ BIN2NLP_ROLE: 'worker', BIN2NLP_REDIS__URL: 'redis://queue:6379' })).toEqual([]);
  });

  const PRODUCTION = {
    BIN2NLP_ENVIRONMENT: 'production',
    BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
    BIN2NLP_FEATURE_RATE_LIMITING: 'on',
    BIN2NLP_AUTH__API_KEY_SALT: 'a salt of its own',
    BIN2NLP_AUTH__BASIC_PASSWORD: 'a password of its own',
  };

  it('starts in production with secrets of its own and everything on', () => {
    expect(faultsOf(PRODUCTION)).toEqual([]);
  });

  it.each([
    ['BIN2NLP_FEATURE_API_AUTHENTICATION', 'off', /^features\.api_authentication: /],
    ['BIN2NLP_FEATURE_RATE_LIMITING', 'off', /^features\.rate_limiting: /],
    ['BIN2NLP_AUTH__API_KEY_SALT', 'bin2nlp-default-salt', /^auth\.api_key_salt: /],
    ['BIN2NLP_AUTH__BASIC_PASSWORD', 'bin2nlp', /^auth\.basic_password: /],
    ['BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY', 'too-short', /^auth\.bootstrap_admin_key: /],
    ['BIN2NLP_SANDBOX__TIER', 'off', /^sandbox\.tier: /],
    ['BIN2NLP_FEATURE_DETAILED_ERROR_RESPONSES', 'on', /^features\.detailed_error_responses: /],
    ['BIN2NLP_FEATURE_DEBUG_LOGGING', 'on', /^features\.debug_logging: /],
  ])('refuses %s=%s in production, and there only', (name, value, fault) => {
    expect(faultsOf({ ...PRODUCTION, [name]: value })).toEqual([expect.stringMatching(fault)]);
    expect(faultsOf({ ...PRODUCTION, [name]: value, BIN2NLP_ENVIRONMENT: 'staging' })).toEqual([]);
  });

  it('asks no worker for what only the API needs', () => {
    const worker = { BIN2NLP_ROLE: 'worker', BIN2NLP_REDIS__URL: 'redis://queue:6379' };
    expect(faultsOf({ ...worker, BIN2NLP_ENVIRONMENT: 'production' })).toEqual([]);
  });

  it.each([
    ['development', false],
    ['testing', false],
    ['staging', true],
    ['production', true],
  ])('has authentication and rate limits in %s: %s', (environment, on) => {
    const secrets = { BIN2NLP_AUTH__API_KEY_SALT: 'of its own', BIN2NLP_AUTH__BASIC_PASSWORD: 'of its own' };
    const shipped = loadConfig({
      rootDir: join(__dirname, '../..'),
      variables: { ...secrets, BIN2NLP_ENVIRONMENT: environment },
    });
    expect(shipped.features).toMatchObject({ apiAuthentication: on, rateLimiting: on });
  });

  it('says that the flag for it is missing where a level below info would log nothing', () => {
    expect(faultsOf({ BIN2NLP_LOGGING__LEVEL: 'debug' })).toEqual([expect.stringMatching(/^logging\.level: .*flag/)]);
    expect(faultsOf({ BIN2NLP_LOGGING__LEVEL: 'debug', BIN2NLP_FEATURE_DEBUG_LOGGING: 'on' })).toEqual([]);
  });

  it('wants a key for a bucket, from a file where that is wished, and never tells it', () => {
    const named = { BIN2NLP_BUCKET__NAME: 'samples' };
    expect(faultsOf(named).map((fault) => fault.split(':')[0])).toEqual([
      'bucket.access_key_id',
      'bucket.secret_access_key',
    ]);
    file('id', 'AKID\n');
    const keys = {
      BIN2NLP_BUCKET__ACCESS_KEY_ID_FILE: join(rootDir, 'id'),
      BIN2NLP_BUCKET__SECRET_ACCESS_KEY: 'has a space',
    };
    expect(faultsOf({ ...named, ...keys })).toEqual([expect.not.stringContaining('has a space')]);
    const good = { ...named, ...keys, BIN2NLP_BUCKET__SECRET_ACCESS_KEY: 'secret' };
    expect(load(good).bucket).toMatchObject({ accessKeyId: 'AKID', secretAccessKey: 'secret' });
    const wrong = { BIN2NLP_BUCKET__KMS_KEY_ID: 'k', BIN2NLP_BUCKET__ADDRESSING: 'virtual-host' };
    expect(faultsOf({ ...good, ...wrong, BIN2NLP_BUCKET__NAME: 'a.b' })).toEqual([
      expect.stringMatching(/^bucket\.kms_key_id: /),
      expect.stringMatching(/^bucket\.addressing: /),
    ]);
  });

  it('leaves variables alone that are not settings', () => {
    expect(faultsOf({ BIN2NLP_VERSION: '1.2.3', PATH: '/bin' })).toEqual([]);
  });
});
