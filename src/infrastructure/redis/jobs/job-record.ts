import { UnknownRecordVersion } from '#application/ports/job-store.port';
import { VERDICTS } from '#domain/document/security-findings';
import { STAGE_NAMES } from '#domain/document/stages';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';
import { JOB_STATUSES } from '#domain/jobs/job-status';
import { priorityScore } from '#domain/jobs/priority-score';
import type { JobDemand } from '#domain/jobs/worker-capability';
import { needsOf } from '#domain/jobs/worker-capability';
import type { RecordVersion } from './record-version';
import { RECORD_VERSIONS } from './record-version';

/** Of version 2: what the job needs of a worker, as JSON, and the number by which it is ordered. Both follow from fields of version 1. */
export interface AddedFields {
  readonly worker_capabilities: string;
  readonly priority_score: string;
}

/** The hash `job:{id}`: what scripts compare and set is a field of its own, what never changes is JSON. */
export function toJobRecord(job: AnalysisJob, version: RecordVersion): Readonly<Record<string, string>> {
  const record = {
    schema_version: version,
    id: job.id,
    owner_id: job.ownerId,
    status: job.status,
    file: JSON.stringify(job.file),
    options: JSON.stringify(job.options),
    request_id: job.requestId,
    correlation_id: job.correlationId,
    created_at: String(job.createdAt),
    updated_at: String(job.updatedAt),
    started_at: job.startedAt?.toString(),
    completed_at: job.completedAt?.toString(),
    worker_id: job.workerId,
    attempts: String(job.attempts),
    lost_workers: job.lostWorkers?.toString(),
    progress: String(job.progress),
    stage: job.stage,
    cached: job.cached ? '1' : '0',
    content_key: job.contentKey,
    error: job.error && JSON.stringify(job.error),
    shared_under: job.sharedUnder,
    carried_by: job.carriedBy,
    batch_id: job.batchId,
    stages: job.stages && JSON.stringify(job.stages),
    risk: job.assessment?.risk.toString(),
    verdict: job.assessment?.verdict,
    ...(version === '1' ? {} : addedFields(job)),
  };
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export function addedFields({ file, options, createdAt, needs }: AddedFrom): AddedFields {
  return {
    worker_capabilities: JSON.stringify(needs ?? needsOf({ depth: options.depth, size: file.size })),
    priority_score: String(priorityScore(options.priority, createdAt)),
  };
}

/** What the fields that version 2 added are made of. */
export interface AddedFrom extends Pick<AnalysisJob, 'createdAt' | 'needs'> {
  readonly file: Pick<AnalysisJob['file'], 'size'>;
  readonly options: Pick<AnalysisJob['options'], 'depth' | 'priority'>;
}

/** @throws UnknownRecordVersion for a record that this version does not understand: guessing would corrupt it. Error for a damaged one. */
export function fromJobRecord(record: Readonly<Record<string, string>>): AnalysisJob {
  const text = (name: string): string => {
    const value = record[name];
    if (value === undefined) throw new Error(`Job record ${record['id'] ?? 'without id'} has no ${name}`);
    return value;
  };
  const version = text('schema_version');
  if (!(RECORD_VERSIONS as readonly string[]).includes(version)) {
    throw new UnknownRecordVersion(text('id'), version, RECORD_VERSIONS);
  }
  const id = parseJobId(text('id'));
  const status = JOB_STATUSES.find((known) => known === text('status'));
  if (id === undefined || status === undefined) throw new Error(`Job record ${text('id')} is damaged`);
  const file = JSON.parse(text('file')) as AnalysisJob['file'];
  const options = JSON.parse(text('options')) as AnalysisJob['options'];
  return {
    id,
    ownerId: text('owner_id'),
    status,
    file,
    options,
    requestId: text('request_id') as AnalysisJob['requestId'],
    correlationId: text('correlation_id') as AnalysisJob['correlationId'],
    createdAt: Number(text('created_at')),
    updatedAt: Number(text('updated_at')),
    attempts: Number(text('attempts')),
    progress: Number(text('progress')),
    cached: text('cached') === '1',
    ...fromOptionalFields(record),
    ...(version !== '1' && statedNeeds(text('worker_capabilities'), { depth: options.depth, size: file.size })),
  };
}

/** Only what its depth and size do not say: names that a later version wrote. */
function statedNeeds(text: string, demand: JobDemand): Pick<AnalysisJob, 'needs'> {
  return text === JSON.stringify(needsOf(demand)) ? {} : { needs: JSON.parse(text) as readonly string[] };
}

function fromOptionalFields(record: Readonly<Record<string, string>>): Partial<AnalysisJob> {
  const carriedBy = parseJobId(record['carried_by'] ?? '');
  const batchId = parseJobId(record['batch_id'] ?? '');
  const verdict = VERDICTS.find((known) => known === record['verdict']);
  const stage = STAGE_NAMES.find((known) => known === record['stage']);
  return {
    ...(record['started_at'] !== undefined && { startedAt: Number(record['started_at']) }),
    ...(record['completed_at'] !== undefined && { completedAt: Number(record['completed_at']) }),
    ...(record['worker_id'] !== undefined && { workerId: record['worker_id'] }),
    ...(record['lost_workers'] !== undefined && { lostWorkers: Number(record['lost_workers']) }),
    ...(stage !== undefined && { stage }),
    ...(record['content_key'] !== undefined && { contentKey: record['content_key'] as ContentKey }),
    ...(record['error'] !== undefined && { error: JSON.parse(record['error']) as NonNullable<AnalysisJob['error']> }),
    ...(record['shared_under'] !== undefined && { sharedUnder: record['shared_under'] as ContentKey }),
    ...(carriedBy !== undefined && { carriedBy }),
    ...(batchId !== undefined && { batchId }),
    ...(record['stages'] !== undefined && {
      stages: JSON.parse(record['stages']) as NonNullable<AnalysisJob['stages']>,
    }),
    ...(verdict !== undefined && { assessment: { risk: Number(record['risk']), verdict } }),
  };
}
