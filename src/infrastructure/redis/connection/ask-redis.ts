import { DomainError } from '#domain/shared/domain-error';
import { BROKEN_CONNECTION_CODES } from '#infrastructure/host/network-codes';

/** What a Redis is asked for, as callers are told of it. */
const PARTS = {
  queue: 'The job queue and its records',
  results: 'The stored results',
} as const;
type RedisPart = keyof typeof PARTS;

/** Answers by which Redis says that it cannot serve now; from within a script an older one begins them with its own words. */
const BUSY_REPLIES =
  /^(ERR Error running script.*-)?(LOADING|BUSY|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|UNKILLABLE|OOM|MISCONF|NOREPLICAS)\b|max number of clients/;
/** Answers by which Redis, or what stands for it, says that it never will, as it is set up. */
const REFUSALS =
  /^(ERR Error running script.*-)?(NOAUTH|WRONGPASS|NOPERM|MOVED|ASK|CROSSSLOT)\b|^TLS: |^ERR This instance has cluster support disabled|^All sentinels are unreachable.*Last error: (NOAUTH|WRONGPASS|NOPERM)\b/;
/** What ioredis says when there is no connection, or no answer in time. */
const NO_CONNECTION =
  /^(Connection is closed|Command timed out|Socket timeout|No answer within|Stream isn't writeable|connect ETIMEDOUT|Command aborted|Too many Cluster redirections|Cluster is(?:n't)? |All sentinels are unreachable|None of startup nodes|Failed to refresh slots cache|No master serves)/;
/** A name or a socket's file that is not there may come: a Redis that starts. */
const NETWORK_CODES = new Set<string>([...BROKEN_CONNECTION_CODES, 'ENOTFOUND', 'ENOENT']);

/**
 * Runs what needs Redis. `operation` completes the sentence "Failed to …". The clients of `RedisConnections` fail soon when Redis is
 * away, so this needs no deadline of its own.
 * @throws DomainError `SERVICE_UNAVAILABLE` when Redis is away, slow, still loading, full, read-only or set up so that it refuses; any
 * other error is a fault.
 */
export async function askRedis<Answer>(
  operation: string,
  ask: () => Promise<Answer>,
  part: RedisPart = 'queue',
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (isUnavailable(error)) {
      throw new DomainError('SERVICE_UNAVAILABLE', `${PARTS[part]} cannot be reached right now.`, {
        remediation: 'Try again in a few seconds.',
        cause: new Error(`Failed to ${operation}: ${reasonOf(error)}`, { cause: error }),
      });
    }
    throw new Error(`Failed to ${operation}: ${reasonOf(error)}`, { cause: error });
  }
}

/** The same for what is kept of results, which may have a Redis of their own. */
export function askResults<Answer>(operation: string, ask: () => Promise<Answer>): Promise<Answer> {
  return askRedis(operation, ask, 'results');
}

/** Told by its shape: an error of the network may come from another realm. */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, message } = error as Partial<Record<'name' | 'code' | 'message', unknown>>;
  if (name === 'MaxRetriesPerRequestError') return true;
  if (typeof code === 'string' && NETWORK_CODES.has(code)) return true;
  return (
    typeof message === 'string' && (NO_CONNECTION.test(message) || BUSY_REPLIES.test(message) || isRefusal(message))
  );
}

/** Whether waiting mends nothing: a password, a right or the address is wrong. */
export function isRefusal(reason: string): boolean {
  return REFUSALS.test(reason.replace(/^Ready check failed: /, ''));
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
