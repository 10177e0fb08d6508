import { DomainError } from '#domain/shared/domain-error';

/** Answers by which Redis says that it cannot serve now. */
const BUSY_REPLIES =
  /^(LOADING|BUSY|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|UNKILLABLE|OOM|MISCONF|NOREPLICAS)\b|max number of clients/;
/** What ioredis says when there is no connection, or no answer in time. */
const NO_CONNECTION =
  /^(Connection is closed|Command timed out|Socket timeout|Stream isn't writeable|connect ETIMEDOUT|Command aborted)/;
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** Redis did not answer in time. */
export class RedisTimeout extends Error {
  override readonly name = 'RedisTimeout';
}

/**
 * Runs what needs Redis. `operation` completes the sentence "Failed to …".
 * @throws DomainError `SERVICE_UNAVAILABLE` when Redis is away, slow, still loading or full; any other error is a fault.
 */
export async function askRedis<Answer>(operation: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (isAway(error)) {
      throw new DomainError('SERVICE_UNAVAILABLE', 'The job queue and its records cannot be reached right now.', {
        remediation: 'Try again in a few seconds.',
        cause: new Error(`Failed to ${operation}: ${reasonOf(error)}`, { cause: error }),
      });
    }
    throw new Error(`Failed to ${operation}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Like `askRedis`, for clients that wait for Redis to come back rather than fail, such as BullMQ's. */
export async function askRedisWithin<Answer>(
  operation: string,
  timeoutMs: number,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  return askRedis(operation, async () => {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new RedisTimeout(`No answer within ${timeoutMs} ms`));
      }, timeoutMs);
    });
    try {
      return await Promise.race([ask(), deadline]);
    } finally {
      clearTimeout(timer);
    }
  });
}

/** Told by its shape: an error of the network may come from another realm. */
function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, message } = error as Partial<Record<'name' | 'code' | 'message', unknown>>;
  if (name === RedisTimeout.name || name === 'MaxRetriesPerRequestError') return true;
  if (typeof code === 'string' && NETWORK_CODES.has(code)) return true;
  return typeof message === 'string' && (NO_CONNECTION.test(message) || BUSY_REPLIES.test(message));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
