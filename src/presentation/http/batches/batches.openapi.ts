import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';

import { AnalyzeRequest } from '#presentation/http/analysis/analyze.request';
import { LONGEST_IDEMPOTENCY_KEY } from '#presentation/http/analysis/idempotency-key';
import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals, envelopeSchema } from '#presentation/http/contract/envelopes';
import { BATCH_EXAMPLE, BATCH_HEAD_EXAMPLE, BATCH_HEAD_SCHEMA, BATCH_SCHEMA } from './batch.schema';
import { LONGEST_PASSWORD } from './batch-reader';
import { BATCH_REPORT_FORMATS } from './batch-report.request';

const FORM: SchemaObject = {
  allOf: [
    {
      type: 'object',
      required: ['file'],
      properties: {
        file: {
          type: 'array',
          items: { type: 'string', format: 'binary' },
          description: 'Programs, and archives of them: zip, tar, tar.gz, up to 100 MB each. Repeat the field.',
        },
        password: {
          type: 'string',
          maxLength: LONGEST_PASSWORD,
          description: 'Of encrypted zips, such as `infected`.',
        },
      },
    },
    { $ref: getSchemaPath(AnalyzeRequest) },
  ],
};

const DESCRIPTION = [
  'Takes several files in one request, or archives of them; each file is a job of its own, with the options of the request.',
  'Answered when all of it has been looked at, or after 30 seconds with `state` `receiving`. `entries` says of each file which job it is, or why it was refused and what to do.',
  'Every job counts as a submission, ten files that are refused as a read. Archives in archives, links and devices are refused; names are labels and lead nowhere.',
].join('\n\n');

const ApiBatchId = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'The batch_id of the answer.', schema: { type: 'string', format: 'uuid' } });

const WHOLE = { ...BATCH_SCHEMA, example: BATCH_EXAMPLE };

export function ApiSubmitBatch(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Analyse several binaries, or archives of them', description: DESCRIPTION }),
    ApiIdentityHeaders(),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A repeat under the same key within 24 hours is answered with the first batch, unless that was interrupted.',
      schema: { type: 'string', minLength: 1, maxLength: LONGEST_IDEMPOTENCY_KEY },
    }),
    ApiExtraModels(AnalyzeRequest),
    ApiConsumes('multipart/form-data'),
    ApiBody({ required: true, schema: FORM }),
    ApiEnvelope(
      202,
      'The batch; `Location` names where it is.',
      WHOLE,
      {},
      {
        Location: { description: 'Where the batch is.', schema: { type: 'string', example: BATCH_EXAMPLE.status_url } },
      },
    ),
    ApiRefusals(
      'INVALID_OPTION',
      'EMPTY_FILE',
      'REQUEST_TIMEOUT',
      'IDEMPOTENCY_CONFLICT',
      'LIMIT_REACHED',
      'FILE_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'SERVICE_UNAVAILABLE',
      'OVERLOADED',
      'INSUFFICIENT_STORAGE',
    ),
  );
}

export function ApiBatches(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: "The caller's batches, newest first",
      description: 'Kept for 30 days, the newest 200 of a key (`batch.max_per_key`).',
    }),
    ApiIdentityHeaders(),
    ApiPagedEnvelope('A page of batches.', { ...BATCH_HEAD_SCHEMA, example: BATCH_HEAD_EXAMPLE }),
    ApiRefusals('INVALID_OPTION', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiBatch(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A batch and what became of its files' }),
    ApiIdentityHeaders(),
    ApiBatchId(),
    ApiEnvelope(200, 'The batch.', WHOLE),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiCancelBatch(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Cancel what has not ended of a batch' }),
    ApiIdentityHeaders(),
    ApiBatchId(),
    ApiEnvelope(200, 'The batch afterwards.', WHOLE),
    ApiRefusals('NOT_FOUND', 'INVALID_TRANSITION', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiBatchEvents(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Follow a batch as it happens',
      description:
        'Server-sent events: `entry` for each entry as it is and whenever its state changes, `progress` with how many are in each state, and `completed`, which ends the stream. Who comes back is told how it stands, unless it has the end.',
    }),
    ApiIdentityHeaders(),
    ApiBatchId(),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: '`end` where the client has the end.',
      schema: { type: 'string', example: 'end' },
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
      content: {
        'text/event-stream': {
          schema: { type: 'string' },
          example: `event: progress\ndata: ${JSON.stringify(BATCH_HEAD_EXAMPLE)}\n\n`,
        },
      },
    }),
    ApiResponse({ status: 204, description: 'The client has the end: nothing will come.' }),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiBatchReport(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'A batch as a table, the highest risk on top',
      description: 'And what was not analysed, why, and what to do about it. Names of files are quotations.',
    }),
    ApiIdentityHeaders(),
    ApiBatchId(),
    ApiQuery({
      name: 'format',
      required: false,
      schema: { type: 'string', enum: [...BATCH_REPORT_FORMATS], default: 'markdown' },
    }),
    ApiProduces('text/markdown', 'application/json'),
    ApiResponse({
      status: 200,
      description: 'The report.',
      content: {
        'text/markdown': { schema: { type: 'string' } },
        'application/json': { schema: envelopeSchema(WHOLE) },
      },
    }),
    ApiRefusals('INVALID_OPTION', 'NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}
