import { useEffect, useRef, useState } from 'preact/hooks';

import { listJobs } from '#client/generated/sdk.gen';
import type { ListJobsData } from '#client/generated/types.gen';
import type { Refusal } from '#client/refusal';
import { useStore } from '../parts/store';
import { ask, refusalOf } from '../service/ask';
import type { Job, Page } from '../service/shapes';
import type { Step } from './follow-job';
import { followJob } from './follow-job';
import { submitted } from './uploads';

export type JobQuery = NonNullable<ListJobsData['query']>;

export interface Jobs {
  readonly page?: Page<Job>;
  readonly refusal?: Refusal;
  readonly again: () => void;
}

const BUSY_MS = 2000;
const IDLE_MS = 15_000;
/** A browser opens six connections to a server: those that stay open must leave some for everything else. */
const MOST_FOLLOWED = 2;

/** A page of jobs, kept as it is now: the first two that run by their events, all by asking. */
export function useJobs(query: JobQuery): Jobs {
  const key = JSON.stringify(query);
  const [state, setState] = useState<{ readonly key: string; readonly page?: Page<Job>; readonly refusal?: Refusal }>();
  const [round, setRound] = useState(0);
  const sent = useStore(submitted);
  useEffect(() => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      let wait = IDLE_MS;
      try {
        const page = await ask((client) => listJobs({ client, query, signal: gone.signal }), gone.signal);
        if (gone.signal.aborted) return;
        setState({ key, page });
        if (page.data.some(isUnderWay)) wait = BUSY_MS;
      } catch (thrown) {
        if (gone.signal.aborted) return;
        setState({ key, refusal: refusalOf(thrown) });
      }
      timer = setTimeout(() => void look(), document.hidden ? IDLE_MS : wait);
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [key, round, sent]);
  const again = (): void => setRound((before) => before + 1);
  const page = state?.key === key ? state.page : undefined;
  const steps = useSteps(page, again);
  return {
    again,
    ...(state?.key === key && state.refusal !== undefined && { refusal: state.refusal }),
    ...(page !== undefined && { page: { ...page, data: page.data.map((job) => ({ ...job, ...ahead(job, steps) })) } }),
  };
}

export function isUnderWay({ status }: { readonly status: string }): boolean {
  return status === 'pending' || status === 'processing';
}

/** What events said meanwhile. */
function ahead({ id, progress, status }: Job, steps: ReadonlyMap<string, Step>): object {
  const step = steps.get(id);
  return step === undefined || status === 'completed' || step.progress < progress ? {} : step;
}

function useSteps(page: Page<Job> | undefined, ended: () => void): ReadonlyMap<string, Step> {
  const [steps, setSteps] = useState<ReadonlyMap<string, Step>>(new Map());
  const followed = (page?.data ?? [])
    .filter(isUnderWay)
    .slice(0, MOST_FOLLOWED)
    .map(({ id }) => id);
  const atEnd = useRef(ended);
  atEnd.current = ended;
  useEffect(() => {
    const gone = new AbortController();
    for (const id of followed) {
      const tell = (step: Step): void => setSteps((before) => new Map(before).set(id, step));
      void followJob(id, tell, gone.signal).then(() => {
        if (!gone.signal.aborted) atEnd.current();
      });
    }
    return () => gone.abort();
  }, [followed.join()]);
  return steps;
}
