import { isAway } from '#domain/shared/is-away';

const PAUSE_MS = 500;

/**
 * Does what may be done twice, again and again while what it needs is away: a run that has taken minutes is not given up because Redis
 * is away for seconds. @throws what `attempt` throws otherwise; the reason of the signal when that aborts while it waits.
 */
export async function patiently<Done>(attempt: () => Promise<Done>, signal: AbortSignal): Promise<Done> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    await pause(signal);
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve) => {
    const goOn = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', goOn);
      resolve();
    };
    const timer = setTimeout(goOn, PAUSE_MS);
    signal.addEventListener('abort', goOn);
  });
  signal.throwIfAborted();
}
