import { Injectable } from '@nestjs/common';

import { unlessUnreadable } from '#application/analysis/unless-unreadable';
import { JobStore } from '#application/ports/job-store.port';
import type { Batch, BatchEntry, BatchSummary } from '#domain/batches/batch';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { isTerminal } from '#domain/jobs/job-status';

/** `not_taken`: it was about to be; `expired`: its record is not kept any more, and nobody knows how it ended. */
export const ENTRY_STATUSES = [
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'refused',
  'not_taken',
  'expired',
] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

export interface KnownEntry extends BatchEntry {
  readonly status: EntryStatus;
  readonly job?: AnalysisJob;
}

export interface KnownBatch extends Omit<Batch, 'entries'> {
  readonly entries: readonly KnownEntry[];
}

export type StatusCounts = Readonly<Record<EntryStatus, number>>;

/** A batch in numbers, as it stands. */
export interface BatchStanding extends Omit<BatchSummary, 'counts' | 'open'> {
  readonly counts: StatusCounts;
}

const AT_ONCE = 100;

/** What became of the entries of a batch. */
@Injectable()
export class ReadBatch {
  constructor(private readonly jobs: JobStore) {}

  /** @param ended jobs that are known to have ended: nothing changes them. Those that are found to have are added. */
  async execute(batch: Batch, ended: Map<JobId, AnalysisJob> = new Map()): Promise<KnownBatch> {
    const entries: KnownEntry[] = [];
    for (let at = 0; at < batch.entries.length; at += AT_ONCE) {
      const some = batch.entries.slice(at, at + AT_ONCE);
      const jobs = await Promise.all(some.map(({ jobId }) => this.jobOf(jobId, ended)));
      entries.push(
        ...some.map((entry, index) => {
          const isLast = at + index === batch.entries.length - 1;
          return knownEntry(entry, jobs[index], isLast ? batch.state : 'received');
        }),
      );
    }
    return { ...batch, entries };
  }

  /** The same in numbers: of its jobs, those alone are looked at of which no end is known. */
  async standing({ counts, open, ...batch }: BatchSummary): Promise<BatchStanding> {
    const all: Record<EntryStatus, number> = { ...noneOf(), ...counts };
    for (let at = 0; at < open.length; at += AT_ONCE) {
      const some = open.slice(at, at + AT_ONCE);
      const jobs = await Promise.all(some.map((id) => this.jobOf(id, new Map())));
      // Without a job the last entry of those that are there is the one that is about to be: it is not known which it is.
      for (const job of jobs) all[job?.status ?? WITHOUT_JOB[batch.state]] += 1;
    }
    return { ...batch, counts: all };
  }

  private async jobOf(id: JobId | undefined, ended: Map<JobId, AnalysisJob>): Promise<AnalysisJob | undefined> {
    if (id === undefined) return undefined;
    const job = ended.get(id) ?? (await unlessUnreadable(() => this.jobs.find(id), undefined));
    if (job !== undefined && isTerminal(job.status)) ended.set(id, job);
    return job;
  }
}

/** @param state of a batch whose last entry this is: an entry is written down before its job. */
function knownEntry(entry: BatchEntry, job: AnalysisJob | undefined, state: Batch['state']): KnownEntry {
  if (job !== undefined) return { ...entry, status: job.status, job };
  if (entry.refusal !== undefined) return { ...entry, status: 'refused' };
  return { ...entry, status: entry.outcome ?? WITHOUT_JOB[state] };
}

/** Of an entry without a job. */
const WITHOUT_JOB = { receiving: 'pending', interrupted: 'not_taken', received: 'expired' } as const;

function noneOf(): Record<EntryStatus, number> {
  return Object.fromEntries(ENTRY_STATUSES.map((status) => [status, 0])) as Record<EntryStatus, number>;
}

/** How many entries are in each state. */
export function countsOf({ entries }: KnownBatch): StatusCounts {
  const counts = noneOf();
  for (const { status } of entries) counts[status] += 1;
  return counts;
}

/** Whether nothing will change any more. */
export function isOver({ state, counts }: Pick<BatchStanding, 'state' | 'counts'>): boolean {
  return state !== 'receiving' && counts.pending === 0 && counts.processing === 0;
}
