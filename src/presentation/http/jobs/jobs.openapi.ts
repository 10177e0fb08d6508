import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiResponse } from '@nestjs/swagger';

import { VERDICTS } from '#domain/document/security-findings';
import { JOB_STATUSES } from '#domain/jobs/job-status';
import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { PROGRESS_SCHEMA } from '#presentation/http/contract/progress.schema';
import { JOB_EXAMPLE, JOB_SCHEMA } from './job.schema';

const EVENTS_EXAMPLE = [
  'retry: 2000',
  '',
  'id: 2',
  'event: progress',
  `data: {"job_id":"${JOB_EXAMPLE.id}","status":"processing","progress":35,"stage":"code","at":"2026-01-15T12:00:04.200Z"}`,
  '',
  '',
].join('\n');

const ApiJobId = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'The job_id of the submission.', schema: { type: 'string', format: 'uuid' } });

export function ApiJobs(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: "The caller's jobs, newest first",
      description:
        'Records are kept for 7 days after the end. `verdict`, `min_risk` and `sha256` look among the newest 50,000.',
    }),
    ApiIdentityHeaders(),
    ApiQuery({ name: 'status', required: false, schema: { type: 'string', enum: [...JOB_STATUSES] } }),
    ApiQuery({
      name: 'since',
      required: false,
      description: 'Only jobs submitted at that time or later.',
      schema: { type: 'string', format: 'date-time' },
    }),
    ApiQuery({
      name: 'verdict',
      required: false,
      description: 'Only completed jobs whose result says this.',
      schema: { type: 'string', enum: [...VERDICTS] },
    }),
    ApiQuery({
      name: 'min_risk',
      required: false,
      description: 'Only completed jobs with at least this risk score.',
      schema: { type: 'number', minimum: 0, maximum: 10 },
    }),
    ApiQuery({
      name: 'sha256',
      required: false,
      description: 'Only jobs over this content.',
      schema: { type: 'string', pattern: '^[0-9a-fA-F]{64}$' },
    }),
    ApiPagedEnvelope('A page of jobs.', { ...JOB_SCHEMA, example: JOB_EXAMPLE }),
    ApiRefusals('INVALID_OPTION', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiJob(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Everything about a job' }),
    ApiIdentityHeaders(),
    ApiJobId(),
    ApiEnvelope(200, 'The job.', { ...JOB_SCHEMA, example: JOB_EXAMPLE }),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiCancelJob(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Cancel a job',
      description:
        'A waiting job is removed at once; the engine of a running one is stopped and its files are gone within 2 seconds, unless other jobs wait for the same content.',
    }),
    ApiIdentityHeaders(),
    ApiJobId(),
    ApiEnvelope(200, 'The job, cancelled.', {
      ...JOB_SCHEMA,
      example: {
        ...JOB_EXAMPLE,
        status: 'cancelled',
        completed_at: JOB_EXAMPLE.updated_at,
        estimated_completion: null,
      },
    }),
    ApiRefusals('NOT_FOUND', 'JOB_ALREADY_ENDED', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiJobStatus(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'How far a job is', description: 'Small and cheap: made to be asked again and again.' }),
    ApiIdentityHeaders(),
    ApiJobId(),
    ApiEnvelope(200, 'The state of the job.', PROGRESS_SCHEMA),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiJobEvents(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Follow a job as it happens',
      description: [
        'Server-sent events `status`, `stage` and `progress`, then exactly one of `completed`, `failed`, `cancelled`, which ends the stream.',
        'Ids count 1, 2, 3, …; a client that comes back with `Last-Event-ID` gets what it has missed, up to an hour after the end, and the end itself for as long as there is a record. A comment comes every 15 seconds.',
      ].join('\n\n'),
    }),
    ApiIdentityHeaders(),
    ApiJobId(),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The id of the last event that the client has.',
      schema: { type: 'string', pattern: '^[0-9]{1,9}$', example: '2' },
    }),
    ApiProduces('text/event-stream', 'application/json'),
    ApiResponse({
      status: 200,
      description: 'The events; `data` is JSON.',
      headers: {
        'Cache-Control': { description: 'Always new.', schema: { type: 'string' } },
        'X-Accel-Buffering': {
          description: 'Tells a proxy to pass each event on at once.',
          schema: { type: 'string', enum: ['no'] },
        },
      },
      content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENTS_EXAMPLE } },
    }),
    ApiResponse({
      status: 204,
      description: 'The job has ended and the client has its last event: nothing will come.',
    }),
    ApiRefusals('INVALID_OPTION', 'NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}
