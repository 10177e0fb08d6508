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
import { placeKnown, sharedFunctions } from '#domain/results/known-functions';
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
/** Of all functions of results that were looked for last. */
const MOST_FUNCTION_BYTES = 16 * MB;
const FUNCTION_BYTES = 128;

export interface Seen {
  /** How many functions of the result can be known again. */
  readonly here: number;
  /** The most alike first. */
  readonly matches: readonly SeenMatch[];
}

/** A function as other results have it. */
export interface SeenFunction {
  readonly results: number;
  /** Of the most alike result that gives it a name; of the most alike where none does. */
  readonly fileName: string;
  readonly name: string;
}

/** Functions that other results have, by their identities. */
export type SeenFunctions = (exact: string) => SeenFunction | undefined;

interface KnownSeen {
  readonly seen: SeenFunctions | undefined;
  readonly until: number;
}

interface Found {
  readonly match: SeenMatch;
  readonly content: ContentKey | undefined;
}

/** Finds results of an owner that have functions of one of them, by what their code is. */
@Injectable()
export class SeenBefore {
  private readonly known = new ByteBoundedMap<{ readonly shares: readonly SeenShare[]; readonly until: number }>(MB);

  private readonly functions = new ByteBoundedMap<KnownSeen>(MOST_FUNCTION_BYTES);

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

  /** Those that others have, at most as old as a minute; `undefined` where none has any, or the result is gone. */
  async functionsSeen(ownerId: string, key: ContentKey, { file }: AnalysisJob): Promise<SeenFunctions | undefined> {
    const name = `${ownerId} ${key}`;
    const known = this.functions.get(name);
    if (known !== undefined && known.until > this.clock.now()) return known.seen;
    const own = await this.cache.knownFunctions(key);
    const places = new Map<number, SeenFunction>();
    for (const { match } of own?.functions === undefined ? [] : await this.matches(own.functions, ownerId, file.sha256))
      for (const [place, theirs] of match.functions) {
        const before = places.get(place) ?? { results: 0, fileName: match.fileName, name: '' };
        const told = before.name === '' && theirs !== '' ? { fileName: match.fileName, name: theirs } : before;
        places.set(place, { fileName: told.fileName, name: told.name, results: before.results + 1 });
      }
    const functions = own?.functions;
    const seen =
      functions === undefined || places.size === 0
        ? undefined
        : (exact: string) => places.get(placeKnown(functions, exact) ?? -1);
    const bytes = KNOWN_BYTES + places.size * FUNCTION_BYTES;
    this.functions.set(name, { seen, until: this.clock.now() + KNOWN_MS }, Math.min(bytes, MOST_FUNCTION_BYTES));
    return seen;
  }

  /** `undefined` where the result is gone. */
  async find(ownerId: string, key: ContentKey, { file }: AnalysisJob): Promise<Seen | undefined> {
    const own = await this.cache.knownFunctions(key);
    if (own === undefined) return undefined;
    if (own.functions === undefined) return { here: 0, matches: [] };
    const all = await this.matches(own.functions, ownerId, file.sha256);
    return { here: own.functions.keys.length, matches: await this.withDistances(key, all.slice(0, MOST_MATCHES)) };
  }

  /** The most alike first. */
  private async matches(own: KnownFunctions, ownerId: string, sha256: string): Promise<readonly Found[]> {
    const found: Found[] = [];
    let compared = 0;
    for (const job of await this.others(ownerId, sha256)) {
      const match = await this.match(own, job);
      if (match !== undefined) found.push({ match, content: job.contentKey });
      if ((compared += 1) % A_TURN === 0) await new Promise(setImmediate);
    }
    return found.sort((one, other) => other.match.functions.length - one.match.functions.length);
  }

  /** How near the bytes are. */
  private async withDistances(key: ContentKey, found: readonly Found[]): Promise<readonly SeenMatch[]> {
    const own = await this.tlshOf(key);
    return Promise.all(
      found.map(async ({ match, content }) => {
        const theirs = own === undefined ? undefined : await this.tlshOf(content);
        const distance = own === undefined || theirs === undefined ? undefined : localityDistance(own, theirs);
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
