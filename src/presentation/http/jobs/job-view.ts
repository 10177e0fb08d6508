import { Injectable } from '@nestjs/common';

import type { Outlook, WaitingReason } from '#application/analysis/queue-outlook';
import { QueueOutlook } from '#application/analysis/queue-outlook';
import type { VerdictWord } from '#domain/document/security-findings';
import type { ShownStageStatus, StageReport } from '#domain/document/stages';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { eventsUrl, resultUrl, statusUrl } from '#presentation/http/analysis/locations';

/** A stage as a job shows it: `running` while it is under way. */
type StageView = Omit<StageReport, 'status' | 'elapsed_ms' | 'reason'> & {
  readonly status: ShownStageStatus;
  readonly elapsed_ms: number | null;
  readonly reason: string | null;
};

/** A whole job. Times are ISO 8601, UTC; what there is not (yet) is null. */
export interface JobData {
  readonly id: string;
  readonly api_key_id: string;
  readonly status: AnalysisJob['status'];
  readonly progress: number;
  readonly stage: string | null;
  readonly queue_position: number | null;
  readonly estimated_completion: string | null;
  readonly waiting_reason: WaitingReason | null;
  readonly missing_capabilities: readonly string[];
  readonly priority: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly worker_id: string | null;
  readonly attempts: number;
  readonly cached: boolean;
  readonly risk: number | null;
  readonly verdict: VerdictWord | null;
  readonly file: object;
  readonly analysis_config: object;
  readonly stages: readonly StageView[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly status_url: string;
  readonly result_url: string;
  readonly events_url: string;
}

/** Shows a job in full. */
@Injectable()
export class JobView {
  constructor(private readonly outlook: QueueOutlook) {}

  async of(job: AnalysisJob): Promise<JobData> {
    return viewOf(job, await this.outlook.execute(job));
  }

  async ofAll(jobs: readonly AnalysisJob[]): Promise<readonly JobData[]> {
    const outlooks = await this.outlook.executeAll(jobs);
    return jobs.map((job, index) => viewOf(job, outlooks[index] ?? {}));
  }
}

function viewOf(job: AnalysisJob, outlook: Outlook): JobData {
  const { position, estimatedCompletion, waitingReason, missingCapabilities } = outlook;
  return {
    id: job.id,
    api_key_id: job.ownerId,
    status: job.status,
    progress: job.progress,
    stage: job.stage ?? null,
    queue_position: position ?? null,
    estimated_completion: timeOf(estimatedCompletion),
    waiting_reason: waitingReason ?? null,
    missing_capabilities: missingCapabilities ?? [],
    priority: job.options.priority,
    created_at: new Date(job.createdAt).toISOString(),
    updated_at: new Date(job.updatedAt).toISOString(),
    started_at: timeOf(job.startedAt),
    completed_at: timeOf(job.completedAt),
    worker_id: job.workerId ?? null,
    attempts: job.attempts,
    cached: job.cached,
    risk: job.assessment?.risk ?? null,
    verdict: job.assessment?.verdict ?? null,
    file: fileOf(job),
    analysis_config: configOf(job),
    stages: stagesOf(job),
    error: job.error ?? null,
    status_url: statusUrl(job.id),
    result_url: resultUrl(job.id),
    events_url: eventsUrl(job.id),
  };
}

function fileOf({ file }: AnalysisJob): object {
  const { name, size, md5, sha1, sha256, header } = file;
  const { format, architecture, bits, endianness } = header;
  return { name, size, md5, sha1, sha256, format, architecture, bits, endianness };
}

function configOf({ options }: AnalysisJob): object {
  return {
    analysis_depth: options.depth,
    focus_areas: options.focusAreas,
    timeout_seconds: options.timeoutSeconds,
    enable_security_scan: options.enableSecurityScan,
    force_reanalysis: options.forceReanalysis,
    custom_patterns: options.customPatterns.map(({ name }) => name),
  };
}

function stagesOf({ stages, stage }: AnalysisJob): readonly StageView[] {
  if (stages !== undefined) return stages.map((report) => ({ ...report, reason: report.reason ?? null }));
  return stage === undefined ? [] : [{ name: stage, status: 'running', elapsed_ms: null, reason: null }];
}

function timeOf(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
