import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { StageName } from '#domain/document/stages';
import type { JobStatus } from '#domain/jobs/job-status';
import type { DomainErrorCode } from '#domain/shared/domain-error';
import type { ExecutableFormat } from '#domain/shared/executable-header';
import type { DeliveryState } from '#domain/webhooks/webhook-delivery';

type None = Readonly<Record<string, never>>;

/** What can be counted, by its name outside and its labels. No label ever holds what a client or a sample has chosen. */
export interface CounterLabels {
  readonly http_requests_total: { readonly method: string; readonly route: string; readonly status: number };
  readonly http_errors_total: { readonly code: DomainErrorCode };
  readonly analysis_jobs_total: { readonly status: JobStatus };
  readonly mcp_calls_total: { readonly tool: string; readonly outcome: 'answered' | 'refused' | 'failed' };
  readonly engine_failures_total: { readonly reason: DomainErrorCode };
  readonly cache_requests_total: { readonly result: 'hit' | 'miss' };
  readonly temp_file_creation_total: None;
  readonly temp_file_collision_total: None;
  readonly temp_file_retry_total: None;
  readonly temp_file_retry_exhausted_total: None;
  readonly disk_space_check_failures_total: None;
  readonly disk_space_write_failures_total: None;
  readonly partial_file_cleanup_failures_total: None;
  readonly orphaned_files_deleted_total: None;
  readonly bucket_retries_total: None;
  readonly bucket_failures_total: None;
  readonly bucket_samples_refused_total: None;
  readonly webhook_attempts_total: { readonly outcome: DeliveryState };
}

/** What is measured each time; durations in seconds, sizes in bytes. */
export interface HistogramLabels {
  readonly http_request_duration_seconds: { readonly method: string; readonly route: string };
  /** `total`: all stages of the engine together. */
  readonly analysis_duration_seconds: {
    readonly depth: AnalysisDepth;
    readonly format: ExecutableFormat;
    readonly stage: StageName | 'total';
  };
  readonly mcp_call_duration_seconds: { readonly tool: string };
  readonly job_wait_seconds: None;
  readonly magic_analysis_duration_seconds: { readonly operation: 'content' | 'path' };
  readonly file_size_bytes: { readonly operation: 'analyze' | 'content' | 'path' };
}

export type CounterName = keyof CounterLabels;
export type HistogramName = keyof HistogramLabels;

/** Records what happens, for the operator's monitoring. Never throws and never waits. */
export abstract class Metrics {
  abstract count<Name extends CounterName>(name: Name, labels: CounterLabels[Name], by?: number): void;

  abstract observe<Name extends HistogramName>(name: Name, labels: HistogramLabels[Name], value: number): void;
}

/** All that was recorded, as the monitoring reads it. */
export abstract class MetricsPage {
  abstract readonly contentType: string;

  /** What cannot be read at the moment is left out. Never rejects. */
  abstract text(): Promise<string>;
}
