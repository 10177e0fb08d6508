import { Injectable } from '@nestjs/common';

import { RuleBook } from '#application/ports/rule-book.port';
import { WorkerRegistry } from '#application/ports/worker-registry.port';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { AnalysisOptions, ContentKey, ResultVersions } from '#domain/jobs/analysis-options';
import { contentKey } from '#domain/jobs/analysis-options';
import type { Sha256 } from '#domain/shared/sha256';
import { ResultSharingSettings } from './result-sharing.settings';

/** Says under which key a result is kept. */
@Injectable()
export class ResultKeys {
  constructor(
    private readonly workers: WorkerRegistry,
    private readonly sharing: ResultSharingSettings,
    private readonly ruleBook: RuleBook,
  ) {}

  /** The key that the workers of now would use, or did use last; `undefined` when sharing is off or none has ever said what it runs. */
  async shared(sample: Sha256, options: AnalysisOptions): Promise<ContentKey | undefined> {
    if (!this.sharing.enabled) return undefined;
    const newest = await this.workers.engineVersion();
    return newest === undefined ? undefined : contentKey(sample, options, this.versions(newest));
  }

  /**
   * What simultaneous submissions share a run under: the shared key, or one of no engine's where no worker has ever said
   * what it runs. `undefined` for one that wants a run of its own, and when sharing is off.
   */
  followed(sample: Sha256, options: AnalysisOptions, shared: ContentKey | undefined): ContentKey | undefined {
    if (!this.sharing.enabled || options.forceReanalysis) return undefined;
    return shared ?? contentKey(sample, options, this.versions('any'));
  }

  /** The key of the result that this job makes. */
  own(job: AnalysisJob, engineVersion: string): ContentKey {
    return this.sharing.enabled ? this.key(job, engineVersion) : this.only(job, engineVersion);
  }

  /** The key of a result that serves this job and no other. */
  only(job: AnalysisJob, engineVersion: string): ContentKey {
    return this.key(job, `${engineVersion} ${job.id}`);
  }

  private key(job: AnalysisJob, engine: string): ContentKey {
    return contentKey(job.file.sha256, job.options, this.versions(engine));
  }

  private versions(engine: string): ResultVersions {
    return { engine, rules: this.ruleBook.rules.version };
  }
}
