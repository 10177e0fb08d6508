import { readFileSync } from 'node:fs';
import type { RedisOptions } from 'ioredis';

import type { AppConfig } from '#config/app-config';
import type { RedisPlace } from '#config/redis-place';
import { SECOND_MS } from '#domain/shared/quantities';
import { retryDelay } from './retry-delay';
import { slotConnector } from './slot-connector';

const KEEP_ALIVE_MS = 10_000;
/** By which a server says that it is not the master any more: the new one is looked for. */
const NOT_MASTER = /^(?:MOVED|READONLY|UNBLOCKED)\b/;

/** What ioredis is given; it reads a `url` itself. */
export interface ClientOptions {
  readonly options: RedisOptions;
  readonly url?: string;
}

/** For a client of one connection: to an address, or to the master that Sentinels or nodes of a cluster name. */
export function clientOptions(place: RedisPlace, redis: AppConfig['redis']): ClientOptions {
  const common: RedisOptions = {
    connectTimeout: redis.connectTimeoutSeconds * SECOND_MS,
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: retryDelay,
  };
  if (place.clusterNodes.length > 0) {
    const Connector = slotConnector(place.clusterNodes, redis.answerTimeoutMs);
    return { options: { ...common, ...access(place, redis), reconnectOnError: isNotMaster, Connector } };
  }
  if (place.sentinels.length > 0) return { options: { ...common, ...bySentinels(place, redis) } };
  if (!place.url.startsWith('/') && !place.url.startsWith('unix://'))
    return { options: { ...common, ...tlsOf(place, redis) }, url: place.url };
  return { options: { ...common, ...socketOf(place.url) } };
}

/** User, password, database and TLS, for whatever is not connected to by the URL itself. */
export function access(place: RedisPlace, redis: AppConfig['redis']): RedisOptions {
  if (place.url === '') return {};
  const { username, password, pathname } = new URL(place.url);
  const db = Number(pathname.slice(1));
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(Number.isInteger(db) && db > 0 && { db }),
    ...tlsOf(place, redis),
  };
}

function bySentinels(place: RedisPlace, redis: AppConfig['redis']): RedisOptions {
  const all = access(place, redis);
  return {
    ...all,
    sentinels: [...place.sentinels],
    name: place.sentinelName,
    ...(redis.sentinelUsername !== '' && { sentinelUsername: redis.sentinelUsername }),
    ...(redis.sentinelPassword !== '' && { sentinelPassword: redis.sentinelPassword }),
    ...(all.tls !== undefined && { sentinelTLS: all.tls, enableTLSForSentinelMode: true }),
    sentinelRetryStrategy: retryDelay,
    sentinelCommandTimeout: redis.answerTimeoutMs,
    reconnectOnError: isNotMaster,
  };
}

/** The names of certificates are checked, as Node.js does. */
function tlsOf({ url }: RedisPlace, { tlsCaFile, tlsCertFile, tlsKeyFile }: AppConfig['redis']): RedisOptions {
  if (!url.startsWith('rediss://')) return {};
  return {
    tls: {
      ...(tlsCaFile !== '' && { ca: readFileSync(tlsCaFile) }),
      ...(tlsCertFile !== '' && { cert: readFileSync(tlsCertFile) }),
      ...(tlsKeyFile !== '' && { key: readFileSync(tlsKeyFile) }),
    },
  };
}

/** Reads unix:///path?db=1 and a plain path. */
function socketOf(address: string): RedisOptions {
  if (address.startsWith('/')) return { path: address, db: 0 };
  const url = new URL(address);
  return { path: decodeURIComponent(url.pathname), db: Number(url.searchParams.get('db') ?? '0') };
}

function isNotMaster(error: Error): boolean {
  return NOT_MASTER.test(error.message);
}
