import { setTimeout as delay } from 'node:timers/promises';

import type { Clients } from './clients';
import type { ListedJob, Reader } from './reader';

const LOOK_MS = 500;
/** A leftover is one after a minute. */
const PATIENCE: Patience = { settledMs: 180_000, cleanMs: 120_000 };
const RECOVERED_WITHIN_SECONDS = 60;

/** What there is to judge after a round. */
export interface Case {
  readonly reader: Pick<Reader, 'jobs' | 'statusOf'>;
  readonly clients: Pick<Clients, 'accepted' | 'faults' | 'retries'>;
  /** Epoch milliseconds. */
  readonly kills: readonly number[];
  readonly wanted: { readonly jobs: number; readonly kills: number };
  readonly files: () => Promise<readonly string[]>;
  /** Whether the times that jobs have are those of this command; they are unless told. */
  readonly hasTrueTimes?: boolean;
}

/** How long the service gets. */
export interface Patience {
  readonly settledMs: number;
  readonly cleanMs: number;
}

/** What a round is measured by. */
export interface Figures {
  readonly kills: number;
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  /** Accepted, and not in the list of jobs. */
  readonly lost: number;
  /** In the list twice, or without having been accepted, or given for two submissions. */
  readonly doubled: number;
  readonly filesLeft: number;
  readonly retries: number;
  /** Seconds, the longest: from a kill to the next submission that is accepted, and to the next job that is completed. */
  readonly toAccepted: number;
  readonly toCompleted: number;
}

export interface Verdict {
  readonly figures: Figures;
  /** Claims that do not hold. */
  readonly faults: readonly string[];
}

/** Waits until all that was accepted has ended, and what is left over is removed, and says which claims hold. */
export async function judge(about: Case, patience = PATIENCE): Promise<Verdict> {
  const { reader, clients, wanted, files } = about;
  const isSettled = await within(patience.settledMs, async () => !(await reader.jobs()).some(isLive));
  const jobs = await reader.jobs();
  const isListed = await within(patience.settledMs, async () => areListed(jobs, await reader.jobs('completed')));
  const unread = await unreadable(about);
  await within(patience.cleanMs, async () => (await files()).length === 0);
  const filesLeft = await files();
  const figures = figuresOf(about, jobs, filesLeft);
  const { kills, accepted, completed, lost, doubled, toAccepted, toCompleted } = figures;
  const claims: readonly (readonly [boolean, string])[] = [
    [isSettled, 'not all jobs have ended'],
    [isListed, 'the list of completed jobs is not that of the jobs that are completed'],
    [kills === wanted.kills, `disturbed ${kills} times`],
    [accepted === wanted.jobs, `${accepted} of ${wanted.jobs} are accepted`],
    [completed === accepted, `${completed} of ${accepted} are completed`],
    [lost === 0, `${lost} jobs are lost`],
    [doubled === 0, `${doubled} jobs are there twice, or without having been accepted`],
    [filesLeft.length === 0, `left are ${filesLeft.join(', ')}`],
    [Math.max(toAccepted, toCompleted) <= RECOVERED_WITHIN_SECONDS, 'it took too long to recover'],
    ...jobs.map(
      ({ id, status, error }) => [status === 'completed', `${id} is ${status} ${error?.code ?? ''}`] as const,
    ),
  ];
  const broken = claims.filter(([holds]) => !holds).map(([, fault]) => fault);
  return { figures, faults: [...clients.faults, ...broken, ...unread] };
}

function figuresOf(
  { clients, kills, hasTrueTimes = true }: Case,
  jobs: readonly ListedJob[],
  filesLeft: readonly string[],
): Figures {
  const accepted = new Set(clients.accepted.map(({ jobId }) => jobId));
  const listed = new Set(jobs.map(({ id }) => id));
  const known = [...accepted].filter((id) => listed.has(id)).length;
  const having = (status: string): number => jobs.filter((job) => job.status === status).length;
  const completions = jobs.flatMap(({ completed_at: at }) => (at === null ? [] : [Date.parse(at)]));
  return {
    kills: kills.length,
    accepted: clients.accepted.length,
    completed: having('completed'),
    failed: having('failed'),
    lost: accepted.size - known,
    doubled: jobs.length - known + clients.accepted.length - accepted.size,
    filesLeft: filesLeft.length,
    retries: clients.retries,
    // An answer that was under way says nothing.
    toAccepted: longest(kills, (kill) => clients.accepted.filter(({ askedAt }) => askedAt > kill).map(({ at }) => at)),
    toCompleted: hasTrueTimes ? longest(kills, (kill) => completions.filter((at) => at > kill)) : 0,
  };
}

/** Seconds from a kill to the first of what followed it. */
function longest(kills: readonly number[], followed: (kill: number) => readonly number[]): number {
  const waits = kills.map((kill) => Math.min(...followed(kill)) - kill).filter(Number.isFinite);
  return Math.max(0, ...waits) / 1000;
}

async function unreadable({ reader, clients: { accepted } }: Case): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { jobId } of accepted) {
    const status = await reader.statusOf(`analyze/${jobId}`);
    if (status !== 200) faults.push(`the result of ${jobId} is answered with ${status}`);
  }
  return faults;
}

function areListed(jobs: readonly ListedJob[], completed: readonly ListedJob[]): boolean {
  const ids = new Set(completed.map(({ id }) => id));
  const wanted = jobs.filter(({ status }) => status === 'completed').map(({ id }) => id);
  return ids.size === completed.length && ids.size === new Set(wanted).size && wanted.every((id) => ids.has(id));
}

/** By the jobs themselves: an entry of an index may be there without one for a minute. */
function isLive({ status }: ListedJob): boolean {
  return status === 'pending' || status === 'processing';
}

async function within(limitMs: number, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await delay(LOOK_MS);
  }
  return true;
}
