import { answerOf } from '#client/answer-of';
import { getJobStatus } from '#client/generated/sdk.gen';
import { refusalOf } from '../service/ask';
import { isUp } from '../service/connection';
import { pause } from '../service/pause';
import { currentClient, keyHeaders } from '../service/session';
import { eventsIn } from './events-in';

/** How far a job is. */
export interface Step {
  readonly status: string;
  readonly progress: number;
  readonly stage: string | null;
}

const POLL_MS = 2000;
const ENDED = ['completed', 'failed', 'cancelled'];

/**
 * Tells each step of a job as it happens: by its events, or where these do not come through, by asking every two seconds. Ends with the
 * job, or when it is given up.
 */
export async function followJob(id: string, tell: (step: Step) => void, signal: AbortSignal): Promise<void> {
  const seen = { last: '' };
  while (!signal.aborted) {
    let wait = POLL_MS;
    try {
      for await (const step of stepsOf(id, seen, signal)) {
        isUp();
        tell(step);
        if (ENDED.includes(step.status)) return;
      }
      const now = await stepNow(id, signal);
      tell(now);
      if (ENDED.includes(now.status)) return;
    } catch (thrown) {
      if (isGivenUp(signal)) return;
      // The job is gone, or the key: whoever shows it finds out by reading it.
      const { status, retryAfter = 0 } = refusalOf(thrown);
      if (status !== undefined && status < 500 && status !== 429) return;
      wait = Math.max(POLL_MS, retryAfter * 1000);
    }
    await pause(wait, signal).catch(() => undefined);
  }
}

/** It may be at any time, which the compiler does not see. */
function isGivenUp(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function* stepsOf(id: string, seen: { last: string }, signal: AbortSignal): AsyncGenerator<Step> {
  // By hand: the generated method has no end that one can tell from a break.
  const response = await fetch(`/api/v1/jobs/${encodeURIComponent(id)}/events`, {
    headers: { ...keyHeaders(), ...(seen.last !== '' && { 'Last-Event-ID': seen.last }) },
    signal,
  });
  if (response.status !== 200 || response.body === null) return;
  for await (const event of eventsIn(response.body)) {
    seen.last = event.id;
    yield JSON.parse(event.data) as Step;
  }
}

async function stepNow(id: string, signal: AbortSignal): Promise<Step> {
  const { data } = await answerOf(getJobStatus({ client: currentClient(), path: { id }, signal }));
  return data;
}
