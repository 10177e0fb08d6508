import { Injectable } from '@nestjs/common';

import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { SeenMatch } from '#domain/report/similar-facts';
import type { KnownFunctions } from '#domain/results/known-functions';
import { sharedFunctions } from '#domain/results/known-functions';

/** Jobs of an owner that are looked through, the newest. */
const MOST_JOBS = 1000;
const MOST_MATCHES = 50;
const JOBS_A_PAGE = 100;
/** Comparisons between two turns of the event loop. */
const A_TURN = 20;

export interface Seen {
  /** How many functions of the result can be known again. */
  readonly here: number;
  /** The most alike first. */
  readonly matches: readonly SeenMatch[];
}

/** Finds results of an owner that have functions of one of them, by what their code is. */
@Injectable()
export class SeenBefore {
  constructor(
    private readonly jobs: JobStore,
    private readonly cache: ResultCache,
  ) {}

  /** `undefined` where the result is gone. */
  async find(ownerId: string, key: ContentKey, { file }: AnalysisJob): Promise<Seen | undefined> {
    const own = await this.cache.knownFunctions(key);
    if (own === undefined) return undefined;
    if (own.functions === undefined) return { here: 0, matches: [] };
    const matches: SeenMatch[] = [];
    let compared = 0;
    for (const job of await this.others(ownerId, file.sha256)) {
      const match = await this.match(own.functions, job);
      if (match !== undefined) matches.push(match);
      if ((compared += 1) % A_TURN === 0) await new Promise(setImmediate);
    }
    matches.sort((one, other) => other.functions.length - one.functions.length);
    return { here: own.functions.keys.length, matches: matches.slice(0, MOST_MATCHES) };
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
