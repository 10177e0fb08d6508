import { Injectable } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { localityDistance } from '#domain/bytes/locality-distance';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { SeenShare } from '#domain/report/fact-question';
import type { SeenMatch } from '#domain/report/similar-facts';
import type { KnownFunctions } from '#domain/results/known-functions';
import { sharedFunctions } from '#domain/results/known-functions';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { MB, MINUTE_MS } from '#domain/shared/quantities';

/** Jobs of an owner that are looked through, the newest. */
const MOST_JOBS = 1000;
const MOST_MATCHES = 50;
const JOBS_A_PAGE = 100;
/** Comparisons between two turns of the event loop. */
const A_TURN = 20;
const LEAST_SHARE = 0.1;
const MOST_SHARES = 2;
const KNOWN_MS = MINUTE_MS;
/** Of one entry, about. */
const KNOWN_BYTES = 512;

export interface Seen {
  /** How many functions of the result can be known again. */
  readonly here: number;
  /** The most alike first. */
  readonly matches: readonly SeenMatch[];
}

/** Finds results of an owner that have functions of one of them, by what their code is. */
@Injectable()
export class SeenBefore {
  private readonly known = new ByteBoundedMap<{ readonly shares: readonly SeenShare[]; readonly until: number }>(MB);

  constructor(
    private readonly jobs: JobStore,
    private readonly cache: ResultCache,
    private readonly clock: Clock,
  ) {}

  /** The most alike in short, at most as old as a minute: none where less than a tenth is shared, or the result is gone. */
  async nearest(ownerId: string, key: ContentKey, job: AnalysisJob): Promise<readonly SeenShare[]> {
    const name = `${ownerId} ${key}`;
    const known = this.known.get(name);
    if (known !== undefined && known.until > this.clock.now()) return known.shares;
    const { here = 0, matches = [] } = (await this.find(ownerId, key, job)) ?? {};
    const shares = matches
      .map(({ analysisId, functions }) => ({ analysisId, shared: functions.length, of: here }))
      .filter(({ shared }) => shared >= here * LEAST_SHARE)
      .slice(0, MOST_SHARES);
    this.known.set(name, { shares, until: this.clock.now() + KNOWN_MS }, KNOWN_BYTES);
    return shares;
  }

  /** `undefined` where the result is gone. */
  async find(ownerId: string, key: ContentKey, { file }: AnalysisJob): Promise<Seen | undefined> {
    const own = await this.cache.knownFunctions(key);
    if (own === undefined) return undefined;
    if (own.functions === undefined) return { here: 0, matches: [] };
    const matches: SeenMatch[] = [];
    const contents = new Map<string, ContentKey>();
    let compared = 0;
    for (const job of await this.others(ownerId, file.sha256)) {
      const match = await this.match(own.functions, job);
      if (match !== undefined) matches.push(match);
      if (match !== undefined && job.contentKey !== undefined) contents.set(match.analysisId, job.contentKey);
      if ((compared += 1) % A_TURN === 0) await new Promise(setImmediate);
    }
    matches.sort((one, other) => other.functions.length - one.functions.length);
    const most = matches.slice(0, MOST_MATCHES);
    return { here: own.functions.keys.length, matches: await this.withDistances(key, most, contents) };
  }

  /** How near the bytes are, of those that are told. */
  private async withDistances(
    key: ContentKey,
    matches: readonly SeenMatch[],
    contents: ReadonlyMap<string, ContentKey>,
  ): Promise<readonly SeenMatch[]> {
    const own = await this.tlshOf(key);
    if (own === undefined) return matches;
    return Promise.all(
      matches.map(async (match) => {
        const distance = localityDistance(own, (await this.tlshOf(contents.get(match.analysisId))) ?? '');
        return { ...match, ...(distance !== undefined && { distance }) };
      }),
    );
  }

  private async tlshOf(key: ContentKey | undefined): Promise<string | undefined> {
    return key === undefined ? undefined : (await this.cache.head(key))?.metadata.file.tlsh;
  }

  /** Of each other content the newest job that has a result. */
  private async others(ownerId: string, sha256: string): Promise<readonly AnalysisJob[]> {
    const found = new Map<string, AnalysisJob>();
    for (let offset = 0; offset < MOST_JOBS; offset += JOBS_A_PAGE) {
      const query = { status: 'completed', offset, limit: JOBS_A_PAGE } as const;
      const { jobs } = await this.jobs.listOwned(ownerId, query);
      for (const job of jobs)
        if (job.file.sha256 !== sha256 && !found.has(job.file.sha256)) found.set(job.file.sha256, job);
      if (jobs.length < JOBS_A_PAGE) break;
    }
    return [...found.values()];
  }

  private async match(own: KnownFunctions, { id, contentKey, file }: AnalysisJob): Promise<SeenMatch | undefined> {
    const other = contentKey && (await this.cache.knownFunctions(contentKey));
    if (other?.functions === undefined) return undefined;
    const { functions: theirs, version } = other;
    const shared = sharedFunctions(own, theirs);
    if (shared.length === 0) return undefined;
    return {
      ...{ analysisId: id, version, fileName: file.name, sha256: file.sha256, total: theirs.keys.length },
      functions: shared.map(([mine, its]) => [own.places[mine] ?? 0, theirs.names[its] ?? ''] as const),
    };
  }
}
