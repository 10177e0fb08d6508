import type { Answered } from '#client/answer-of';
import { answeredBy } from '#client/answer-of';
import type { Client } from '#client/generated/client';
import { Refusal } from '#client/refusal';
import type { Waiting } from './connection';
import { isUp, waits, waitsNoMore } from './connection';
import { pause } from './pause';
import { currentClient, keyRefused } from './session';

/** What a generated method gives. */
export type Asked<Data> = Parameters<typeof answeredBy<Data>>[0];

const LONGEST_WAIT_S = 10;
const USUAL_WAIT_S = 5;

/**
 * What the service answers, however long it is away or asks for patience: meanwhile the banner says so, and what is on the screen stays.
 * @throws Refusal what patience does not help against
 */
export function ask<Data>(request: (client: Client) => Asked<Data>, signal?: AbortSignal): Promise<Data> {
  return patiently((client) => answeredBy(request(client)), signal).then(({ data }) => data);
}

/**
 * As `ask`, for what comes as a whole answer.
 * @param told what it waits for, and `undefined` when it is asked again
 */
export async function patiently<Data>(
  attempt: (client: Client) => Promise<Answered<Data>>,
  signal?: AbortSignal,
  told?: (what: Waiting | undefined) => void,
): Promise<Answered<Data>> {
  const request = Symbol('request');
  try {
    for (let tried = 0; ; tried += 1) {
      const client = currentClient();
      try {
        const answered = await attempt(client);
        isUp();
        return answered;
      } catch (thrown) {
        signal?.throwIfAborted();
        const refusal = refusalOf(thrown);
        if (refusal.status === 401) keyRefused(client);
        const what = waitingFor(refusal, tried);
        if (what === undefined) {
          if (refusal.status !== undefined) isUp();
          throw refusal;
        }
        waits(request, what);
        told?.(what);
        await pause(what.until - Date.now(), signal);
        told?.(undefined);
      }
    }
  } finally {
    waitsNoMore(request);
  }
}

export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  return new Refusal('CONSOLE_FAULT', thrown instanceof Error ? thrown.message : String(thrown));
}

/** What to wait for; `undefined` where waiting is of no use. */
function waitingFor({ code, status, message, retryAfter }: Refusal, tried: number): Waiting | undefined {
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
