import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import type { MadeDocument } from '#application/ports/document-maker.port';
import { DocumentMaker } from '#application/ports/document-maker.port';
import { EngineProbe } from '#application/ports/engine-probe.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { StageReport } from '#domain/document/stages';
import type { AnalysisJob, Assessment, JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { assessmentOf } from '#domain/results/assessment-of';
import { resultLifeMs } from '#domain/results/result-life';
import { mayServe } from '#domain/results/result-reuse';
import { DomainError } from '#domain/shared/domain-error';
import { InterimResults } from './interim-results';
import { patiently } from './patiently';
import { ResultKeys } from './result-keys';
import { RunSettings } from './run.settings';
import { unlessAway } from './unless-away';

/** Whose progress is told while it runs: another job may take the run over. */
export interface RunHolder {
  readonly workerId: string;
  readonly currentJob: () => JobId;
}

export interface StoredResult {
  readonly key: ContentKey;
  /** It was there before. */
  readonly cached: boolean;
  readonly stages: readonly StageReport[];
  readonly assessment?: Assessment;
}

/** Makes the result of a job and stores it, unless it is stored already. */
@Injectable()
export class AnalyseSample {
  private readonly logger = new Logger(AnalyseSample.name);

  constructor(
    private readonly jobs: JobStore,
    private readonly samples: SampleStore,
    private readonly engine: EngineProbe,
    private readonly cache: ResultCache,
    private readonly keys: ResultKeys,
    private readonly clock: Clock,
    private readonly limits: RunSettings,
    private readonly documents: DocumentMaker,
    private readonly interim: InterimResults,
  ) {}

  /** Waits while the result cannot be stored. @throws DomainError `SAMPLE_MISSING`, the reason of the signal, and what `DocumentMaker.make` throws. */
  async execute(job: AnalysisJob, holder: RunHolder, signal: AbortSignal): Promise<StoredResult> {
    const identity = await this.engine.identity();
    const key = this.keys.own(job, identity.engineVersion);
    const known = job.options.forceReanalysis ? undefined : await unlessAway(() => this.cache.head(key));
    if (known !== undefined && mayServe(known, job.options))
      return { key, cached: true, stages: known.metadata.stages, ...assessmentOf(known) };
    const interim = new InterimOfRun(this.interim, job);
    try {
      const { facts, content } = await this.make(job, holder, signal, interim);
      const { engine, engine_version: version, stages } = facts.metadata;
      // What the fallback found must not keep others from what radare2 may find when it works again.
      const place = engine === 'radare2' ? key : this.keys.only(job, version);
      await patiently(() => this.cache.put(place, content, resultLifeMs(facts, this.limits.resultTtlMs)), signal);
      return { key: place, cached: false, stages, ...assessmentOf(facts) };
    } finally {
      await interim.end();
    }
  }

  private async make(
    job: AnalysisJob,
    holder: RunHolder,
    signal: AbortSignal,
    interim: InterimOfRun,
  ): Promise<MadeDocument> {
    const startedAt = this.clock.now();
    const { sha256 } = job.file;
    const samplePath = await patiently(() => this.samples.locate(sha256, job.id, signal), signal);
    if (samplePath === undefined)
      throw new DomainError('SAMPLE_MISSING', 'The file is no longer where samples are kept.');
    try {
      return await this.documents.make(
        { job, samplePath, startedAt },
        ({ stage, percent }) => {
          this.jobs.recordProgress(holder.currentJob(), holder.workerId, stage, percent).catch((error: unknown) => {
            this.logger.warn({ job_id: holder.currentJob(), err: error }, 'Failed to record progress');
          });
        },
        signal,
        interim.keep,
      );
    } finally {
      await this.samples.letGo(sha256, job.id);
    }
  }
}

/** What one run has found so far, from the first time on that it is told until the end; most are over before. */
class InterimOfRun {
  private kept: Promise<void> | undefined;

  constructor(
    private readonly interim: InterimResults,
    private readonly job: AnalysisJob,
  ) {}

  readonly keep = (content: MadeDocument['content']): void => {
    this.kept = (this.kept ?? Promise.resolve()).then(() => this.interim.keep(this.job, content));
  };

  async end(): Promise<void> {
    if (this.kept === undefined) return;
    await this.kept;
    await this.interim.drop(this.job);
  }
}
