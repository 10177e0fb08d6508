import { IsString, Matches } from 'class-validator';

import { Described } from './described';
import { Whole } from './whole-number';

const ADDRESS = /^$|^rediss?:\/\/|^unix:\/\/|^\//;
const ADDRESS_FAULT = { message: 'must be redis://…, rediss://…, unix://… or an absolute socket path' };
/** IPv6 in brackets. */
const PLACES = /^$|^(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}(?:,(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5})*$/;
const PLACES_FAULT = { message: 'must be host:port, several separated by commas, or empty' };

export class RedisSettings {
  @Described(
    'Redis of the queue and the job records (redis://, rediss:// or a socket path). Empty: a private one, in role all only.',
  )
  @Matches(ADDRESS, ADDRESS_FAULT)
  readonly url: string = '';

  @Described('Redis of the result cache. Empty: the same one.')
  @Matches(ADDRESS, ADDRESS_FAULT)
  readonly cacheUrl: string = '';

  @Described(
    'Sentinels that know the master of the queue, host:port with commas. Of url, only user, password, database and whether it is rediss:// count then.',
  )
  @Matches(PLACES, PLACES_FAULT)
  readonly sentinels: string = '';

  @Described('Name of that master.')
  @Matches(/^\S+$/, { message: 'must not be empty' })
  readonly sentinelName: string = 'mymaster';

  @Described('The same as sentinels, for the result cache and of cache_url.')
  @Matches(PLACES, PLACES_FAULT)
  readonly cacheSentinels: string = '';

  @Described('Name of the master of the result cache.')
  @Matches(/^\S+$/, { message: 'must not be empty' })
  readonly cacheSentinelName: string = 'mymaster';

  @Described('User of all Sentinels, where they have users.')
  @IsString()
  readonly sentinelUsername: string = '';

  @Described('Password of all Sentinels. Empty: none is asked for.')
  @IsString()
  readonly sentinelPassword: string = '';

  @Described(
    'Some nodes of the Redis Cluster of the queue, host:port with commas; the others are found by them. Of url, only user, password and whether it is rediss:// count then.',
  )
  @Matches(PLACES, PLACES_FAULT)
  readonly clusterNodes: string = '';

  @Described('The same as cluster_nodes, for the result cache and of cache_url.')
  @Matches(PLACES, PLACES_FAULT)
  readonly cacheClusterNodes: string = '';

  @Described(
    'File with the certificates (PEM) of the authorities that a rediss:// address is trusted by. Empty: those of Node.js.',
  )
  @IsString()
  readonly tlsCaFile: string = '';

  @Described('File with the certificate (PEM) that this process shows to rediss:// addresses. Empty: none.')
  @IsString()
  readonly tlsCertFile: string = '';

  @Described('File with the key of that certificate (PEM).')
  @IsString()
  readonly tlsKeyFile: string = '';

  @Described(
    'Connections that this process may hold to one Redis, or to one node of a cluster. It needs no more than 8; where its role and its slots need more than this, it does not start.',
  )
  @Whole(1, 100)
  readonly maxConnections: number = 10;

  @Described('Seconds to wait for a connection.')
  @Whole(1, 30)
  readonly connectTimeoutSeconds: number = 5;

  @Described(
    'Milliseconds without a word of Redis, though an answer is due, after which it counts as away: what needs it is refused at once until it serves again.',
  )
  @Whole(100, 10_000)
  readonly answerTimeoutMs: number = 1000;

  @Described(
    'Seconds to wait for the answer to one command while others are answered, and for a sign of life on the connections on which a worker waits for jobs.',
  )
  @Whole(1, 30)
  readonly socketTimeoutSeconds: number = 5;
}
