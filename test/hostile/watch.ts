import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { Target } from './hostile-clients';
import type { Liveness } from './live-poller';
import { LivePoller } from './live-poller';

/** Resident megabytes of the service. */
export interface MemoryUse {
  readonly before: number;
  readonly most: number;
  /** When it had come back, or `COMES_BACK_MS` later. */
  readonly after: number;
}

export interface Watched<Result> {
  readonly result: Result;
  readonly live: Liveness;
  readonly memory: MemoryUse;
}

/** What may stay: the collector of garbage gives pages back when it sees fit. */
export const MAY_STAY_MB = 128;
const COMES_BACK_MS = 30_000;
const SAMPLE_MS = 25;

/** Does something to a service, and sees how it lives meanwhile and whether its memory comes back. */
export async function watched<Result>(
  { url, pid }: Pick<Target, 'url' | 'pid'>,
  act: () => Promise<Result>,
): Promise<Watched<Result>> {
  const before = residentMb(pid);
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, SAMPLE_MS);
  const poller = new LivePoller(url);
  const result = await act().finally(() => {
    clearInterval(sampling);
  });
  const live = await poller.stop();
  most = Math.max(most, residentMb(pid));
  return { result, live, memory: { before, most, after: await settledMb(pid, before + MAY_STAY_MB) } };
}

async function settledMb(pid: number, enough: number): Promise<number> {
  const deadline = Date.now() + COMES_BACK_MS;
  while (residentMb(pid) > enough && Date.now() < deadline) await delay(SAMPLE_MS);
  return residentMb(pid);
}

/** 0 for a process that is gone. */
function residentMb(pid: number): number {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kb ?? 0) / 1024);
  } catch {
    return 0;
  }
}
