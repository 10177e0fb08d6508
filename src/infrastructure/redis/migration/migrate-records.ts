import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';

import type { WorkerRegistry } from '#application/ports/worker-registry.port';
import { parseJobId } from '#domain/jobs/analysis-job';
import { SECOND_MS } from '#domain/shared/quantities';
import { jobKey } from '#infrastructure/redis/jobs/job-keys';
import { RECORD_VERSION_KEY, writtenVersion } from '#infrastructure/redis/jobs/record-version';
import type { MigrationProgress } from './migration-journal';
import { MigrationJournal } from './migration-journal';
import type { Direction, StepOutcome } from './record-steps';
import { stepOf, TARGET } from './record-steps';
import { runIdOf, SCAN_START, scanPage } from './scan-page';

/** Of all job records, and little else. */
const RECORDS = 'job:{*}';
/** Renews the lock while it waits. */
const WAIT_STEP_MS = SECOND_MS;

/** Workers are about that would not understand migrated records. */
export class OldWorkers extends Error {
  override readonly name = 'OldWorkers';
}

/** What there is to be migrated. */
export interface MigrationStatus {
  /** In which version new records are written. */
  readonly writes: string;
  /** How many there are of each version; `none` where a record does not say. */
  readonly records: Readonly<Record<string, number>>;
  readonly last: MigrationProgress | undefined;
}

export interface MigrationLimits {
  /** Milliseconds within which every record is written that a process began to write by what was said before. */
  readonly settleMs: number;
}

/**
 * Moves job records between schema versions while the service runs: each by a script of its own, in pages of SCAN, so no command
 * keeps Redis for long. Doing it again does nothing; one that was killed goes on where it was.
 */
export class MigrateRecords {
  private readonly journal: MigrationJournal;

  constructor(
    private readonly redis: Redis,
    private readonly workers: Pick<WorkerRegistry, 'live'>,
    private readonly limits: MigrationLimits,
  ) {
    this.journal = new MigrationJournal(redis);
  }

  /**
   * @param tell hears of every page. Ends after one when `stop` aborts: `done` says whether all is migrated.
   * @throws MigrationUnderWay, OldWorkers.
   */
  async execute(
    direction: Direction,
    tell: (progress: MigrationProgress) => void,
    stop: AbortSignal,
  ): Promise<MigrationProgress> {
    if (direction === 'up') await this.refuseOldWorkers();
    await this.journal.lock();
    try {
      await this.redis.set(RECORD_VERSION_KEY, TARGET[direction]);
      const saidAt = Date.now();
      let progress = await this.walk(await this.begin(direction), tell, stop);
      // Up needs no second look: what was written by the old word meanwhile is read like any other.
      if (direction === 'down' && !stop.aborted) {
        await this.hold(progress, saidAt + this.limits.settleMs, stop);
        progress = await this.walk({ ...progress, cursor: SCAN_START }, tell, stop);
      }
      progress = { ...progress, done: !stop.aborted, updatedAt: Date.now() };
      await this.journal.note(progress);
      return progress;
    } finally {
      await this.journal.release();
    }
  }

  /** Looks at every record. */
  async status(): Promise<MigrationStatus> {
    const records: Record<string, number> = {};
    const seen = new Set<string>();
    let cursor = SCAN_START;
    do {
      const page = await this.page(cursor);
      const fresh = page.keys.filter((key) => !seen.has(key));
      const versions = await Promise.all(fresh.map((key) => this.redis.hget(key, 'schema_version')));
      for (const [index, key] of fresh.entries()) {
        seen.add(key);
        const version = versions[index] ?? 'none';
        records[version] = (records[version] ?? 0) + 1;
      }
      cursor = page.cursor;
    } while (cursor !== SCAN_START);
    return { writes: await writtenVersion(this.redis), records, last: await this.journal.read() };
  }

  private async refuseOldWorkers(): Promise<void> {
    const old = (await this.workers.live()).filter(({ reads = ['1'] }) => !reads.includes(TARGET.up));
    if (old.length === 0) return;
    throw new OldWorkers(
      `Workers of an older version run, which could not read migrated records: ${old.map(({ id }) => id).join(', ')}. ` +
        'Upgrade every api and worker first, then migrate.',
    );
  }

  /** Where the last one in the same direction stopped, or at the start: also after Redis was started again, when its cursor is void. */
  private async begin(direction: Direction): Promise<MigrationProgress> {
    const [last, runId] = await Promise.all([this.journal.read(), runIdOf(this.redis)]);
    const now = Date.now();
    if (last?.direction === direction && !last.done && last.runId === runId) return { ...last, updatedAt: now };
    const nothing = { met: 0, changed: 0, damaged: 0, done: false };
    return { direction, cursor: SCAN_START, runId, ...nothing, startedAt: now, updatedAt: now };
  }

  private async walk(
    from: MigrationProgress,
    tell: (progress: MigrationProgress) => void,
    stop: AbortSignal,
  ): Promise<MigrationProgress> {
    const step = stepOf(from.direction);
    let progress = from;
    do {
      const page = await this.page(progress.cursor);
      const outcomes = await Promise.all(page.keys.map((key) => step(this.redis, key)));
      const count = (wanted: StepOutcome): number => outcomes.filter((outcome) => outcome === wanted).length;
      progress = {
        ...progress,
        cursor: page.cursor,
        met: progress.met + outcomes.length,
        changed: progress.changed + count('changed'),
        damaged: progress.damaged + count('damaged'),
        updatedAt: Date.now(),
      };
      await this.journal.note(progress);
      tell(progress);
    } while (progress.cursor !== SCAN_START && !stop.aborted);
    return progress;
  }

  private async hold(progress: MigrationProgress, until: number, stop: AbortSignal): Promise<void> {
    while (Date.now() < until && !stop.aborted) {
      await delay(Math.min(WAIT_STEP_MS, until - Date.now()));
      await this.journal.note(progress);
    }
  }

  /** Only our own: what else begins like them is left alone. */
  private async page(cursor: string): ReturnType<typeof scanPage> {
    const page = await scanPage(this.redis, RECORDS, cursor);
    return { ...page, keys: page.keys.filter(isRecord) };
  }
}

function isRecord(key: string): boolean {
  const id = parseJobId(key.slice('job:{'.length, -1));
  return id !== undefined && jobKey(id) === key;
}
