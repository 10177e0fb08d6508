import { useEffect, useState } from 'preact/hooks';

import { getJob, getResult } from '#client/generated/sdk.gen';
import type { AnalysisSummary } from '#client/generated/types.gen';
import { Refusal } from '#client/refusal';
import { followJob } from '../jobs/follow-job';
import { isUnderWay } from '../jobs/use-jobs';
import { announce } from '../parts/announce';
import { toldText } from '../parts/shown-text';
import { ask, refusalOf } from '../service/ask';
import { pause } from '../service/pause';
import type { Job, Result } from '../service/shapes';

export interface FileState {
  readonly job?: Job;
  /** While the analysis goes on: what is known so far, where there is some. */
  readonly result?: Result | undefined;
  readonly refusal?: Refusal;
}

/** What is found so far costs the service a reading each time. */
const MEANWHILE_MS = 3000;

/** A job and its result, kept as they are now until it has ended. */
export function useFile(id: string): FileState {
  const [state, setState] = useState<FileState>({});
  useEffect(() => {
    const gone = new AbortController();
    const more = (known: FileState): void => {
      if (!gone.signal.aborted) setState((before) => ({ ...before, ...known }));
    };
    watch(id, more, gone.signal).catch((thrown: unknown) => more({ refusal: refusalOf(thrown) }));
    return () => gone.abort();
  }, [id]);
  return state;
}

async function watch(id: string, more: (known: FileState) => void, signal: AbortSignal): Promise<void> {
  let job = await readJob(id, signal);
  more({ job });
  while (isUnderWay(job)) {
    const ended = new AbortController();
    const meanwhile = readMeanwhile(id, more, AbortSignal.any([signal, ended.signal]));
    const begun = job;
    await followJob(id, (step) => more({ job: { ...begun, ...step } as Job }), signal);
    ended.abort();
    await meanwhile;
    job = await readJob(id, signal);
    more({ job });
    announce(`${toldText(job.file.name)}: ${job.status}.`);
  }
  // What was known of one that failed is no result: it would look like one.
  if (job.status !== 'completed') more({ result: undefined });
  else more({ result: await readResult(id, -1, signal) });
}

async function readMeanwhile(id: string, more: (known: FileState) => void, signal: AbortSignal): Promise<void> {
  try {
    for (let round = 0; ; round += 1) {
      await pause(MEANWHILE_MS, signal);
      // It may be too early, or have ended by now: what there is then is asked for elsewhere.
      const result = await readResult(id, round, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (result !== undefined) more({ result });
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}

async function readJob(id: string, signal: AbortSignal): Promise<Job> {
  return (await ask((client) => getJob({ client, path: { id }, signal }), signal)).data;
}

async function readResult(id: string, round: number, signal: AbortSignal): Promise<Result> {
  const query = { detail_level: 'summary', partial: 'true' } as const;
  const { data, metadata } = await ask((client) => getResult({ client, path: { id }, query, signal }), signal);
  if (!('result' in data)) throw notReady();
  return { summary: data.result as AnalysisSummary, isPartial: metadata['partial'] === true, round };
}

/** What is asked for is still being made. */
export function notReady(): Refusal {
  return new Refusal('NOT_READY', 'This is not known yet: the analysis goes on.', 'Come back when it has ended.');
}
