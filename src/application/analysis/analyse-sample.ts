import { Injectable, Logger } from '@nestjs/common';

import { ResultKeys } from './result-keys';
import { RunLimits } from './run-limits';
import type { EngineReport } from '#application/ports/analysis-engine.port';
import { AnalysisEngine } from '#application/ports/analysis-engine.port';
import { Clock } from '#application/ports/clock.port';
import { JobStore } from '#application/ports/job-store.port';
import { ResultCache } from '#application/ports/result-cache.port';
import { RuleBook } from '#application/ports/rule-book.port';
import { SampleStore } from '#application/ports/sample-store.port';
import type { AnalysisDocument, StageReport } from '#domain/analysis/analysis-document';
import type { AnalysisJob, JobId } from '#domain/analysis/analysis-job';
import type { ContentKey } from '#domain/analysis/analysis-options';
import { wantsFindings } from '#domain/analysis/analysis-options';
import { assembleDocument } from '#domain/analysis/assemble-document';
import { judgedSubjectOf } from '#domain/analysis/judged-subject-of';
import { resultLifeMs } from '#domain/analysis/result-life';
import { mayServe } from '#domain/analysis/result-reuse';
import { compileCustomPatterns } from '#domain/findings/custom-patterns';
import { judge } from '#domain/findings/judge';
import { DomainError } from '#domain/shared/domain-error';

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
}

/** Makes the result of a job and stores it, unless it is stored already. */
@Injectable()
export class AnalyseSample {
  private readonly logger = new Logger(AnalyseSample.name);

  constructor(
    private readonly jobs: JobStore,
    private readonly samples: SampleStore,
    private readonly engine: AnalysisEngine,
    private readonly cache: ResultCache,
    private readonly keys: ResultKeys,
    private readonly clock: Clock,
    private readonly limits: RunLimits,
    private readonly ruleBook: RuleBook,
  ) {}

  /** @throws DomainError `SAMPLE_MISSING`, and what `AnalysisEngine.analyse` throws. */
  async execute(job: AnalysisJob, holder: RunHolder, signal: AbortSignal): Promise<StoredResult> {
    const identity = await this.engine.identity();
    const key = this.keys.own(job, identity.engineVersion);
    const known = job.options.forceReanalysis ? undefined : await this.cache.head(key);
    if (known !== undefined && mayServe(known, job.options))
      return { key, cached: true, stages: known.metadata.stages };
    const startedAt = this.clock.now();
    const report = await this.run(job, holder, signal);
    const document = this.documentOf(job, report, startedAt);
    // What the fallback found must not keep others from what radare2 may find when it works again.
    const place = report.fallbackReason === undefined ? key : this.keys.only(job, report.identity.engineVersion);
    await this.cache.put(place, document, resultLifeMs(document, this.limits.resultTtlMs));
    return { key: place, cached: false, stages: document.metadata.stages };
  }

  private async run(job: AnalysisJob, holder: RunHolder, signal: AbortSignal): Promise<EngineReport> {
    const { file, options } = job;
    const samplePath = await this.samples.locate(file.sha256, job.id);
    if (samplePath === undefined)
      throw new DomainError('SAMPLE_MISSING', 'The file is no longer in the data directory.');
    return this.engine.analyse(
      {
        samplePath,
        size: file.size,
        header: file.header,
        depth: options.depth,
        focusAreas: options.focusAreas,
        timeoutMs: options.timeoutSeconds * 1000,
      },
      ({ stage, percent }) => {
        this.jobs.recordProgress(holder.currentJob(), holder.workerId, stage, percent).catch((error: unknown) => {
          this.logger.warn({ job_id: holder.currentJob(), err: error }, 'Failed to record progress');
        });
      },
      signal,
    );
  }

  /** Stage S3: what was found is judged. */
  private documentOf(job: AnalysisJob, report: EngineReport, startedAt: number): AnalysisDocument {
    const { rules, patterns } = this.ruleBook;
    const started = performance.now();
    const stages: readonly StageReport[] = [
      { name: 'intake', status: 'ok', elapsed_ms: job.file.intakeMs },
      ...report.stages,
    ];
    const judgement = judge(judgedSubjectOf(job, { ...report, stages }), rules, {
      securityScan: wantsFindings(job.options),
      customPatterns: compileCustomPatterns(job.options.customPatterns, patterns),
    });
    const elapsed = Math.round(performance.now() - started);
    const judged = { ...report, stages: [...stages, { name: 'meaning', status: 'ok', elapsed_ms: elapsed } as const] };
    return assembleDocument(job, judged, judgement, {
      ...report.identity,
      rulesVersion: rules.version,
      startedAt,
      completedAt: this.clock.now(),
    });
  }
}
