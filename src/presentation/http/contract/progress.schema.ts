import type { SchemaObject } from '@nestjs/swagger';

import { STAGE_NAMES } from '#domain/document/stages';
import { JOB_STATUSES } from '#domain/jobs/job-status';

export const PROGRESS_PROPERTIES: Record<string, SchemaObject> = {
  job_id: { type: 'string', format: 'uuid' },
  status: { type: 'string', enum: [...JOB_STATUSES] },
  progress: { type: 'integer', minimum: 0, maximum: 100 },
  stage: { type: 'string', nullable: true, enum: [...STAGE_NAMES, null] },
  queue_position: {
    type: 'integer',
    nullable: true,
    minimum: 0,
    description: '0 for the next one; null when it does not wait.',
  },
  status_url: { type: 'string' },
  result_url: { type: 'string' },
  events_url: { type: 'string' },
};

export const PROGRESS_SCHEMA: SchemaObject = {
  type: 'object',
  required: Object.keys(PROGRESS_PROPERTIES),
  properties: PROGRESS_PROPERTIES,
};
