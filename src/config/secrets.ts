/** Addresses of Redis may hold a password, headers a token. */
const SECRETS = new Set([
  'redis.url',
  'redis.cacheUrl',
  'redis.sentinelPassword',
  'bucket.accessKeyId',
  'bucket.secretAccessKey',
  'tracing.headers',
]);

/**
 * What is never told, and may stand in a file of its own.
 *
 * @param path Of the setting, in the names of `AppConfig`.
 */
export function isSecret(path: readonly string[]): boolean {
  return path[0] === 'auth' || SECRETS.has(path.join('.'));
}
