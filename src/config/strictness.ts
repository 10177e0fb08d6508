import { readFileSync } from 'node:fs';

import { DEFAULT_API_KEY_SALT, DEFAULT_BASIC_PASSWORD } from '#config/settings/auth';
import type { AppConfig } from './app-config';
import { connectionsNeeded, queuePlace, resultsPlace } from './redis-place';
import { networkFaults, proxyFaults } from './trusted-proxies';

const LEAST_BOOTSTRAP_KEY_CHARACTERS = 32;

/** What single settings cannot say: combinations that would be unsafe or could not work. */
export function strictnessFaults(config: AppConfig): readonly string[] {
  return [
    ...roleFaults(config),
    ...bucketFaults(config),
    ...redisFaults(config),
    ...loggingFaults(config),
    ...proxyFaults(config.server.trustProxy).map((fault) => `server.trust_proxy: ${fault}`),
    ...networkFaults(config.webhooks.allowedNetworks).map((fault) => `webhooks.allowed_networks: ${fault}`),
    ...(config.environment === 'production' ? productionFaults(config) : []),
  ];
}

function roleFaults({ role, redis }: AppConfig): readonly string[] {
  return role !== 'all' && queuePlace(redis) === undefined
    ? [`redis.url: role ${role} needs a Redis that api and worker share; only role all starts a private one`]
    : [];
}

function bucketFaults({ bucket }: AppConfig): readonly string[] {
  const { name, endpoint, accessKeyId, secretAccessKey, addressing, serverSideEncryption, kmsKeyId } = bucket;
  if (name === '') return [];
  return [
    ...(accessKeyId === '' ? ['bucket.access_key_id: bucket.name is set, and nobody is let in without a key'] : []),
    ...(secretAccessKey === ''
      ? ['bucket.secret_access_key: bucket.name is set, and requests are signed with it']
      : []),
    ...(kmsKeyId !== '' && serverSideEncryption !== 'aws:kms'
      ? ['bucket.kms_key_id: needs bucket.server_side_encryption aws:kms']
      : []),
    ...(addressing === 'virtual-host' && name.includes('.') && !endpoint.startsWith('http:')
      ? ['bucket.addressing: no certificate of https covers a host made of a name with dots; take path']
      : []),
  ];
}

function redisFaults(config: AppConfig): readonly string[] {
  const { redis, role } = config;
  const needed = connectionsNeeded(config);
  const places = [queuePlace(redis), resultsPlace(redis)].flatMap((place) => place ?? []);
  const both = places.some(({ sentinels, clusterNodes }) => sentinels.length > 0 && clusterNodes.length > 0);
  const files = Object.entries({
    tls_ca_file: redis.tlsCaFile,
    tls_cert_file: redis.tlsCertFile,
    tls_key_file: redis.tlsKeyFile,
  }).filter(([, file]) => file !== '');
  const isSecure = places.some(({ url }) => url.startsWith('rediss://'));
  return [
    ...(needed > redis.maxConnections
      ? [
          `redis.max_connections: role ${role} with these slots holds ${needed} connections, got ${redis.maxConnections}`,
        ]
      : []),
    ...(both ? ['redis.sentinels: a Redis is found by Sentinels or is a cluster; leave one of the two out'] : []),
    ...((redis.tlsCertFile === '') === (redis.tlsKeyFile === '')
      ? []
      : ['redis.tls_cert_file: a certificate and its key are set together']),
    ...(isSecure ? [] : files.map(([name]) => `redis.${name}: no address of Redis is rediss://`)),
    ...files.flatMap(([name, file]) => unreadable(file).map((reason) => `redis.${name}: ${reason}`)),
  ];
}

function unreadable(file: string): readonly string[] {
  try {
    readFileSync(file);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Said rather than done in silence: without the flag nothing below info is logged. */
function loggingFaults({ logging: { level }, features }: AppConfig): readonly string[] {
  return (level === 'debug' || level === 'trace') && !features.debugLogging
    ? [`logging.level: ${level} needs the flag features.debug_logging`]
    : [];
}

function productionFaults(config: AppConfig): readonly string[] {
  const { role, sandbox, features, logging } = config;
  return [
    ...(role === 'worker' ? [] : accessFaults(config)),
    ...(sandbox.tier === 'off' ? ['sandbox.tier: off is refused in production: every sample is hostile'] : []),
    ...(features.detailedErrorResponses ? ['features.detailed_error_responses: refused in production'] : []),
    ...(features.debugLogging ? ['features.debug_logging: refused in production'] : []),
    ...(logging.level === 'debug' || logging.level === 'trace'
      ? [`logging.level: ${logging.level} is refused in production`]
      : []),
  ];
}

/** Of processes that take requests: a worker asks nobody for a key. */
function accessFaults({ auth, features }: AppConfig): readonly string[] {
  const { apiKeySalt, basicPassword, bootstrapAdminKey: bootstrap } = auth;
  return [
    ...(features.apiAuthentication ? [] : ['features.api_authentication: off is refused in production']),
    ...(features.rateLimiting ? [] : ['features.rate_limiting: off is refused in production']),
    ...(apiKeySalt === DEFAULT_API_KEY_SALT
      ? ['auth.api_key_salt: the default is refused in production; take for example the output of openssl rand -hex 32']
      : []),
    ...(basicPassword === DEFAULT_BASIC_PASSWORD ? ['auth.basic_password: the default is refused in production'] : []),
    ...(bootstrap !== '' && bootstrap.length < LEAST_BOOTSTRAP_KEY_CHARACTERS
      ? [`auth.bootstrap_admin_key: production wants at least ${LEAST_BOOTSTRAP_KEY_CHARACTERS} characters`]
      : []),
  ];
}
