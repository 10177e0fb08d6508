import { Injectable } from '@nestjs/common';

import { JobEvents } from '#application/ports/job-events.port';
import type { AnalysisJob, JobId } from '#domain/jobs/analysis-job';
import { FindBatch } from './find-batch';
import { pause } from './pause';
import type { EntryStatus, KnownBatch, KnownEntry } from './read-batch';
import { countsOf, isOver, ReadBatch } from './read-batch';

/** Changes that come closer together are told together. */
const TOGETHER_MS = 250;
/** What is told can be lost; and nobody tells of an entry that is added. */
const LOOK_MS = 15_000;
const LOOK_WHILE_RECEIVING_MS = 1000;

export type BatchEvent =
  | { readonly kind: 'entry'; readonly place: number; readonly entry: KnownEntry }
  | { readonly kind: 'progress' | 'completed'; readonly batch: KnownBatch };

/** Tells how a batch stands, and from there on what changes. */
@Injectable()
export class FollowBatch {
  constructor(
    private readonly findBatch: FindBatch,
    private readonly readBatch: ReadBatch,
    private readonly events: JobEvents,
  ) {}

  /** Each entry as it is, then each whose state changes, and how many there are of each state; ends with the batch, or when the signal aborts. */
  async *execute(id: JobId, ownerId: string, signal: AbortSignal): AsyncGenerator<BatchEvent, void, undefined> {
    const told = new Map<number, EntryStatus>();
    const ended = new Map<JobId, AnalysisJob>();
    const watch = new Watch(this.events);
    try {
      while (!signal.aborted) {
        const batch = await this.readBatch.execute(await this.findBatch.execute(id, ownerId), ended);
        const before = told.size;
        let changes = 0;
        for (const [place, entry] of batch.entries.entries()) {
          if (told.get(place) === entry.status) continue;
          told.set(place, entry.status);
          changes += 1;
          yield { kind: 'entry', place, entry };
        }
        if (changes > 0 || before === 0) yield { kind: 'progress', batch };
        if (isOver({ ...batch, counts: countsOf(batch) })) {
          yield { kind: 'completed', batch };
          return;
        }
        // What happens before they are watched is seen when they are looked at once more.
        if (await watch.follow(batch.entries)) continue;
        await watch.change(batch.state === 'receiving' ? LOOK_WHILE_RECEIVING_MS : LOOK_MS, signal);
      }
    } finally {
      watch.stop();
    }
  }
}

/** Waits for a change of any of the jobs that it follows. */
class Watch {
  private readonly followed = new Map<JobId, () => void>();
  private heard = new AbortController();

  constructor(private readonly events: JobEvents) {}

  /** `true` when there were some that it did not follow yet. */
  async follow(entries: readonly KnownEntry[]): Promise<boolean> {
    let isNew = false;
    for (const { jobId, status } of entries) {
      if (jobId === undefined || this.followed.has(jobId) || (status !== 'pending' && status !== 'processing'))
        continue;
      isNew = true;
      const stop = await this.events.subscribe(jobId, ({ kind }) => {
        if (kind !== 'progress' && kind !== 'stage') this.heard.abort();
      });
      this.followed.set(jobId, stop);
    }
    return isNew;
  }

  async change(atMostMs: number, signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([this.heard.signal, signal]);
    await pause(atMostMs, either);
    this.heard = new AbortController();
    await pause(TOGETHER_MS, signal);
  }

  stop(): void {
    for (const stop of this.followed.values()) stop();
  }
}
