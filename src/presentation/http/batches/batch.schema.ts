import type { SchemaObject } from '@nestjs/swagger';

import { ENTRY_STATUSES } from '#application/batches/read-batch';
import { BATCH_STATES } from '#domain/batches/batch';
import { ENTRY_REFUSAL_CODES } from '#domain/batches/entry-refusal';
import { VERDICTS } from '#domain/document/security-findings';
import { JOB_ERROR_CODES } from '#domain/shared/domain-error';
import type { BatchData, BatchHeadData } from './batch-view';

const TEXT: SchemaObject = { type: 'string' };
const COUNT: SchemaObject = { type: 'integer', minimum: 0 };

function whole(properties: Readonly<Record<string, SchemaObject>>): SchemaObject {
  return { type: 'object', required: Object.keys(properties), properties: { ...properties } };
}

const ENTRY = whole({
  path: { ...TEXT, description: 'As the client or the archive calls it, made fit for readers: a label.' },
  size: { ...COUNT, nullable: true, description: 'Bytes; null where it was refused unread.' },
  sha256: { ...TEXT, nullable: true, pattern: '^[0-9a-f]{64}$' },
  status: {
    type: 'string',
    enum: [...ENTRY_STATUSES],
    description:
      'Of its job; or refused, not_taken where taking it in was interrupted, expired where its job is no longer kept.',
  },
  job_id: { ...TEXT, nullable: true, format: 'uuid' },
  risk: { type: 'number', minimum: 0, maximum: 10, nullable: true },
  verdict: { type: 'string', nullable: true, enum: [...VERDICTS, null] },
  refusal: {
    ...whole({ code: { type: 'string', enum: [...ENTRY_REFUSAL_CODES] }, message: TEXT, advice: TEXT }),
    nullable: true,
  },
  error: { ...whole({ code: { type: 'string', enum: [...JOB_ERROR_CODES] }, message: TEXT }), nullable: true },
  result_url: { ...TEXT, nullable: true },
});

const HEAD: Record<keyof BatchHeadData, SchemaObject> = {
  batch_id: { type: 'string', format: 'uuid' },
  api_key_id: { ...TEXT, description: 'The key that sent it; `local` while authentication is off.' },
  state: {
    type: 'string',
    enum: [...BATCH_STATES],
    description: 'Of taking it in. interrupted: what is not among the entries was not taken in.',
  },
  ended: { type: 'boolean', description: 'Nothing will change any more.' },
  created_at: { type: 'string', format: 'date-time' },
  total: { ...COUNT, description: 'Entries.' },
  counts: { ...whole(Object.fromEntries(ENTRY_STATUSES.map((status) => [status, COUNT]))), description: 'By status.' },
  status_url: TEXT,
  events_url: TEXT,
  report_url: TEXT,
};

export const BATCH_HEAD_SCHEMA = whole(HEAD);
export const BATCH_SCHEMA = whole({ ...HEAD, entries: { type: 'array', items: ENTRY } });

const ID = '0d6c2f3e-8a5b-4c1d-9e7f-2b3a4c5d6e7f';
const JOB = '6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d';

export const BATCH_HEAD_EXAMPLE: BatchHeadData = {
  batch_id: ID,
  api_key_id: 'local',
  state: 'received',
  ended: true,
  created_at: '2026-01-15T12:00:00.000Z',
  total: 2,
  counts: { pending: 0, processing: 0, completed: 1, failed: 0, cancelled: 0, refused: 1, not_taken: 0, expired: 0 },
  status_url: `/api/v1/batches/${ID}`,
  events_url: `/api/v1/batches/${ID}/events`,
  report_url: `/api/v1/batches/${ID}/report`,
};

export const BATCH_EXAMPLE: BatchData = {
  ...BATCH_HEAD_EXAMPLE,
  entries: [
    {
      path: 'samples.zip/dropper.exe',
      size: 16_384,
      sha256: 'c'.repeat(64),
      status: 'completed',
      job_id: JOB,
      risk: 6.5,
      verdict: 'suspicious',
      refusal: null,
      error: null,
      result_url: `/api/v1/analyze/${JOB}`,
    },
    {
      path: 'samples.zip/more.zip',
      size: null,
      sha256: null,
      status: 'refused',
      job_id: null,
      risk: null,
      verdict: null,
      refusal: {
        code: 'NESTED_ARCHIVE',
        message: 'The entry is an archive itself: zip.',
        advice: 'Unpack it and send what is in it.',
      },
      error: null,
      result_url: null,
    },
  ],
};
