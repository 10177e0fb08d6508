import type { Answered } from '#client/answer-of';
import { answeredBy } from '#client/answer-of';
import type { Client } from '#client/generated/client';
import { Refusal } from '#client/refusal';
import type { Connection } from './connection';
import { connection, isUp } from './connection';
import { pause } from './pause';
import { currentClient, hasKey, signOut } from './session';

type Asked<Data> = Parameters<typeof answeredBy<Data>>[0];
type Request<Data> = (client: Client) => Asked<Data>;

const LONGEST_WAIT_S = 10;
const USUAL_WAIT_S = 5;

/**
 * What the service answers, however long it is away or asks for patience: meanwhile the banner says so, and what is on the screen stays.
 * @throws Refusal what patience does not help against
 */
export function ask<Data>(request: Request<Data>, signal?: AbortSignal): Promise<Data> {
  return patiently(() => answeredBy(request(currentClient())), signal).then(({ data }) => data);
}

/** As `ask`, for what comes as a whole answer. */
export async function patiently<Data>(
  attempt: () => Promise<Answered<Data>>,
  signal?: AbortSignal,
): Promise<Answered<Data>> {
  for (let tried = 0; ; tried += 1) {
    try {
      const answered = await attempt();
      isUp();
      return answered;
    } catch (thrown) {
      signal?.throwIfAborted();
      const refusal = refusalOf(thrown);
      if (refusal.status === 401) {
        signOut(hasKey() ? 'The service does not take this key (any more).' : undefined);
        throw refusal;
      }
      const waiting = waitingFor(refusal, tried);
      if (waiting === undefined) {
        if (refusal.status !== undefined) isUp();
        throw refusal;
      }
      connection.set(waiting);
      await pause(waiting.until - Date.now(), signal);
    }
  }
}

export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  return new Refusal('CONSOLE_FAULT', thrown instanceof Error ? thrown.message : String(thrown));
}

type Waiting = Exclude<Connection, { readonly kind: 'up' }>;

/** What to wait for; `undefined` where waiting is of no use. */
export function waitingFor({ code, status, message, retryAfter }: Refusal, tried: number): Waiting | undefined {
  const after = (seconds: number): number => Date.now() + seconds * 1000;
  if (code === 'UNREACHABLE' && (status === undefined || status >= 500)) {
    const until = after(Math.min(2 ** tried, LONGEST_WAIT_S));
    return { kind: 'away', text: 'The service does not answer. Nothing is lost: it is asked again.', until };
  }
  if (code === 'RATE_LIMIT_EXCEEDED') {
    return { kind: 'limited', text: message, until: after(retryAfter ?? USUAL_WAIT_S) };
  }
  if (status === 503 || code === 'QUEUE_FULL') {
    return { kind: 'busy', text: message, until: after(retryAfter ?? USUAL_WAIT_S) };
  }
  return undefined;
}
