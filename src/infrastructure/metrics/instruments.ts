import type { CounterName, HistogramName } from '#application/ports/metrics.port';
import { isTerminal, JOB_STATUSES } from '#domain/jobs/job-status';
import { JOB_ERROR_CODES, REFUSAL_CODES } from '#domain/shared/domain-error';
import { KB } from '#domain/shared/quantities';
import { DELIVERY_STATES } from '#domain/webhooks/webhook-delivery';

export interface Instrument {
  readonly help: string;
  readonly labels: readonly string[];
  /** Of its one label, every value that there can be: a series that begins with its first event shows no increase by it. */
  readonly values?: readonly string[];
}

export interface MeasuringInstrument extends Instrument {
  readonly buckets: readonly number[];
}

const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const IDENTIFY_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];
const ANALYSIS_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200];
const WAIT_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];
const SIZE_BYTES = [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 102_400].map((kb) => kb * KB);

export const COUNTERS = {
  http_requests_total: {
    help: 'Requests answered, by route template; status 499: the client went away first.',
    labels: ['method', 'route', 'status'],
  },
  http_errors_total: { help: 'Refusals and faults, by code.', labels: ['code'], values: REFUSAL_CODES },
  analysis_jobs_total: {
    help: 'Jobs that have ended, by how.',
    labels: ['status'],
    values: JOB_STATUSES.filter(isTerminal),
  },
  mcp_calls_total: {
    help: 'Calls of tools by clients of MCP, by tool and whether it answered, refused, or failed by a fault of ours.',
    labels: ['tool', 'outcome'],
  },
  engine_failures_total: {
    help: 'Analyses that radare2 could not do, by code, also where the fallback answered.',
    labels: ['reason'],
    values: ['SERVICE_UNAVAILABLE', ...JOB_ERROR_CODES.filter((code) => code !== 'WORKER_LOST')],
  },
  cache_requests_total: { help: 'Questions to the result cache.', labels: ['result'], values: ['hit', 'miss'] },
  temp_file_creation_total: { help: 'Temporary files made.', labels: [] },
  temp_file_collision_total: { help: 'Names of temporary files that were taken.', labels: [] },
  temp_file_retry_total: { help: 'Further tries to make a temporary file.', labels: [] },
  temp_file_retry_exhausted_total: { help: 'Temporary files that could not be made in three tries.', labels: [] },
  disk_space_check_failures_total: { help: 'Uploads refused for too little free space.', labels: [] },
  disk_space_write_failures_total: { help: 'Uploads during which the disk became full.', labels: [] },
  partial_file_cleanup_failures_total: { help: 'Partial files that could not be deleted at once.', labels: [] },
  orphaned_files_deleted_total: { help: 'Files that the sweep found and deleted.', labels: [] },
  bucket_retries_total: { help: 'Further tries to have the bucket of the samples do something.', labels: [] },
  bucket_failures_total: { help: 'What the bucket of the samples did not do, however often it was tried.', labels: [] },
  webhook_attempts_total: {
    help: 'Attempts to deliver a message to a webhook; pending: to be tried again, failed: given up.',
    labels: ['outcome'],
    values: DELIVERY_STATES,
  },
  bucket_samples_refused_total: { help: 'Samples from the bucket that were not what was put there.', labels: [] },
} as const satisfies Record<CounterName, Instrument>;

export const HISTOGRAMS = {
  http_request_duration_seconds: {
    help: 'From the request line to the end of the answer, by route template.',
    labels: ['method', 'route'],
    buckets: REQUEST_SECONDS,
  },
  analysis_duration_seconds: {
    help: 'Time of an analysis, by stage; total: the whole engine.',
    labels: ['depth', 'format', 'stage'],
    buckets: ANALYSIS_SECONDS,
  },
  mcp_call_duration_seconds: {
    help: 'Time of a call of a tool, with what it waits for an analysis.',
    labels: ['tool'],
    buckets: REQUEST_SECONDS,
  },
  job_wait_seconds: { help: 'From submission to the start of work.', labels: [], buckets: WAIT_SECONDS },
  magic_analysis_duration_seconds: {
    help: 'Time of an identification.',
    labels: ['operation'],
    buckets: IDENTIFY_SECONDS,
  },
  file_size_bytes: { help: 'Size of what was sent.', labels: ['operation'], buckets: SIZE_BYTES },
} as const satisfies Record<HistogramName, MeasuringInstrument>;

/** Read when the page is asked for. */
export const GAUGES = {
  active_connections: { help: 'Open client connections.', labels: [] },
  job_queue_size: { help: 'Jobs in the queue.', labels: ['status'] },
  active_workers: { help: 'Workers that report themselves.', labels: [] },
  cache_bytes: { help: 'Stored results, as compressed as they are kept.', labels: [] },
  dependency_up: {
    help: '1 while what this process depends on serves, degraded or not; else 0.',
    labels: ['dependency'],
  },
  temp_dir_available_space_mb: { help: 'Free space in the data directory.', labels: [] },
  memory_usage_bytes: { help: 'Memory of this process.', labels: ['component'] },
} as const satisfies Record<string, Instrument>;

export type GaugeName = keyof typeof GAUGES;
