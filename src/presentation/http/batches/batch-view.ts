import { byRisk } from '#application/batches/batch-report';
import type { BatchStanding, EntryStatus, KnownBatch, KnownEntry, StatusCounts } from '#application/batches/read-batch';
import { countsOf, isOver } from '#application/batches/read-batch';
import type { BatchState } from '#domain/batches/batch';
import type { EntryRefusal } from '#domain/batches/entry-refusal';
import type { VerdictWord } from '#domain/document/security-findings';
import { resultUrl } from '#presentation/http/analysis/locations';
import { batchUrl } from './locations';

export interface EntryData {
  readonly path: string;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly status: EntryStatus;
  readonly job_id: string | null;
  readonly risk: number | null;
  readonly verdict: VerdictWord | null;
  readonly refusal: EntryRefusal | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly result_url: string | null;
}

/** A batch in a list. */
export interface BatchHeadData {
  readonly batch_id: string;
  readonly api_key_id: string;
  readonly state: BatchState;
  readonly ended: boolean;
  readonly created_at: string;
  readonly total: number;
  readonly counts: StatusCounts;
  readonly status_url: string;
  readonly events_url: string;
  readonly report_url: string;
}

export interface BatchData extends BatchHeadData {
  readonly entries: readonly EntryData[];
}

export function batchHead(batch: BatchStanding | KnownBatch): BatchHeadData {
  const standing = 'counts' in batch ? batch : { ...batch, total: batch.entries.length, counts: countsOf(batch) };
  const url = batchUrl(batch.id);
  return {
    batch_id: batch.id,
    api_key_id: batch.ownerId,
    state: batch.state,
    ended: isOver(standing),
    created_at: new Date(batch.createdAt).toISOString(),
    total: standing.total,
    counts: standing.counts,
    status_url: url,
    events_url: `${url}/events`,
    report_url: `${url}/report`,
  };
}

/** Entries as they came, or those of highest risk first. */
export function batchView(batch: KnownBatch, order: 'as-they-came' | 'by-risk' = 'as-they-came'): BatchData {
  const entries = order === 'by-risk' ? byRisk(batch.entries) : batch.entries;
  return { ...batchHead(batch), entries: entries.map(entryView) };
}

export function entryView({ path, size, sha256, status, jobId, job, refusal }: KnownEntry): EntryData {
  return {
    path,
    size: size ?? null,
    sha256: sha256 ?? null,
    status,
    job_id: jobId ?? null,
    risk: job?.assessment?.risk ?? null,
    verdict: job?.assessment?.verdict ?? null,
    refusal: refusal ?? null,
    error: job?.error ?? null,
    result_url: job === undefined ? null : resultUrl(job.id),
  };
}
