import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiOperation } from '@nestjs/swagger';

import { SCALING_ADVICE } from '#application/operations/report-queue';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import { REPORTED_SANDBOXES } from '#domain/document/sandbox-tier';
import { WORKER_CAPABILITIES } from '#domain/jobs/worker-capability';
import { EXECUTABLE_FORMATS } from '#domain/shared/executable-header';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { whole } from '#presentation/http/jobs/job.schema';
import { WORKER_STATUSES } from './queue-admin.views';

const COUNT: SchemaObject = { type: 'integer', minimum: 0 };
const SECONDS: SchemaObject = { type: 'number', minimum: 0, nullable: true, description: 'Null until measured.' };
const TEXT: SchemaObject = { type: 'string' };
const MAYBE_TEXT: SchemaObject = { type: 'string', nullable: true };
const TIME: SchemaObject = { type: 'string', format: 'date-time' };

const QUEUE: SchemaObject = {
  ...whole({
    queue_depth: whole({
      waiting: COUNT,
      active: COUNT,
      by_priority: {
        type: 'object',
        description: 'Waiting jobs by priority, "0" to "10"; raised ones count where they were raised to.',
        additionalProperties: COUNT,
      },
      unservable: {
        ...COUNT,
        description: 'Waiting jobs that no worker that is there can take; they run when one comes.',
      },
    }),
    active_workers: COUNT,
    average_worker_utilization: { type: 'number', minimum: 0, nullable: true, description: '0 to 1.' },
    average_processing_time_seconds: SECONDS,
    average_wait_seconds: SECONDS,
    recommendation: {
      type: 'string',
      enum: [...SCALING_ADVICE],
      description: 'up above 10 waiting jobs per worker, down below 2.',
    },
  }),
  example: {
    queue_depth: { waiting: 3, active: 2, by_priority: { '0': 2, '8': 1 }, unservable: 0 },
    active_workers: 1,
    average_worker_utilization: 1,
    average_processing_time_seconds: 2.4,
    average_wait_seconds: 0.8,
    recommendation: 'keep',
  },
};

const WORKER: SchemaObject = {
  ...whole({
    worker_id: TEXT,
    host: TEXT,
    registered_at: TIME,
    status: { type: 'string', enum: [...WORKER_STATUSES] },
    fault: { ...MAYBE_TEXT, description: 'Why it cannot analyse as it should.' },
    heartbeat: { ...TIME, description: 'When it last reported itself.' },
    current_load: COUNT,
    processed_jobs: COUNT,
    capabilities: whole({
      concurrency: { type: 'integer', minimum: 1, description: 'Jobs that it runs at once.' },
      small_job_slots: { ...COUNT, description: 'Of these, slots that take small jobs only.' },
      has: {
        type: 'array',
        items: TEXT,
        description:
          'What it has beyond what every worker has: code (radare2 looks at code: standard and comprehensive depth), medium-memory and large-memory. It takes no job that needs more.',
      },
      largest_file_mb: {
        type: 'integer',
        nullable: true,
        description: 'MB of the largest file that it takes, at comprehensive depth a tenth of it. Null: any.',
      },
      depths: { type: 'array', items: { type: 'string', enum: [...ANALYSIS_DEPTHS] } },
      formats: { type: 'array', items: { type: 'string', enum: [...EXECUTABLE_FORMATS] } },
    }),
    versions: whole({ radare2: MAYBE_TEXT, engine: MAYBE_TEXT }),
    sandbox_tier: { type: 'string', nullable: true, enum: [...REPORTED_SANDBOXES, null] },
  }),
  example: {
    worker_id: 'host-1a2b3c4d',
    host: 'host',
    registered_at: '2026-01-15T12:00:00.000Z',
    status: 'busy',
    fault: null,
    heartbeat: '2026-01-15T12:30:05.000Z',
    current_load: 1,
    processed_jobs: 42,
    capabilities: {
      concurrency: 2,
      small_job_slots: 1,
      has: [...WORKER_CAPABILITIES],
      largest_file_mb: null,
      depths: [...ANALYSIS_DEPTHS],
      formats: [...EXECUTABLE_FORMATS],
    },
    versions: { radare2: '6.1.8', engine: 'r2-6.1.8/recipes-9' },
    sandbox_tier: 'bwrap',
  },
};

export function ApiAdminQueue(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'State of the queue, and whether more workers are wanted' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'The queue.', QUEUE),
    ApiRefusals('SERVICE_UNAVAILABLE'),
  );
}

export function ApiAdminWorkers(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'The workers that are there',
      description: 'One that is silent for three heartbeats is gone.',
    }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'The workers, by name.', { type: 'array', items: WORKER }),
    ApiRefusals('SERVICE_UNAVAILABLE'),
  );
}
