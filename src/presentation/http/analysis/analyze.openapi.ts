import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiHeader, ApiOperation, getSchemaPath } from '@nestjs/swagger';

import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { PROGRESS_PROPERTIES } from '#presentation/http/contract/progress.schema';
import { resultRef } from '#presentation/http/contract/result-schemas';
import { AnalyzeRequest } from './analyze.request';
import { PROCESSING_TYPES } from './analyze.response';
import { LONGEST_IDEMPOTENCY_KEY } from './idempotency-key';

const SUBMITTED: SchemaObject = {
  type: 'object',
  required: ['processing_type', 'cached', 'estimated_completion', ...Object.keys(PROGRESS_PROPERTIES)],
  properties: {
    ...PROGRESS_PROPERTIES,
    processing_type: { type: 'string', enum: [...PROCESSING_TYPES] },
    cached: { type: 'boolean', description: 'Answered from a result that was there before.' },
    estimated_completion: {
      type: 'string',
      format: 'date-time',
      nullable: true,
      description:
        'From what runs of its depth, format and size usually take and took lately, the queue before it and the workers that are there. Null once it has ended and while no worker is there.',
    },
    result: resultRef('AnalysisSummary'),
  },
};

const FORM: SchemaObject = {
  allOf: [
    {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary', description: 'The binary, up to 100 MB.' } },
    },
    { $ref: getSchemaPath(AnalyzeRequest) },
  ],
};

const HEADERS = {
  Location: {
    description: 'Where the result is, or will be.',
    schema: { type: 'string', example: '/api/v1/analyze/4b0e8c0a-52cf-4a1c-9d54-0c1f5a1e9d11' },
  },
  'Preference-Applied': {
    description: 'Where `Prefer: respond-async` was heeded.',
    required: false,
    schema: { type: 'string', enum: ['respond-async'] },
  },
};

const DESCRIPTION = [
  'Takes a PE, ELF or Mach-O binary and answers with what it is.',
  'A file of at most 10 MB is waited for (`wait_seconds`); a larger one, one that takes longer, or `Prefer: respond-async` is answered 202 with where to look.',
  'Cheapest form: the bytes as `application/octet-stream`, options and `filename` in the query.',
  'A file that was sent to a signed address: JSON `{"upload_id"}` with the options; content that this key has sent before: JSON `{"sha256"}`, answered from stored results only.',
  'The same content with the same options is answered from the stored result; simultaneous submissions share one run.',
].join('\n\n');

/** Where Swagger UI is to show a form, one body has to be named; the raw body is described in words. */
export function ApiAnalyze(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Analyse a binary', description: DESCRIPTION }),
    ApiIdentityHeaders(),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`respond-async`: do not wait.',
      schema: { type: 'string' },
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A repeat under the same key within 24 hours is answered with the first job. Printable ASCII without spaces, such as a UUID.',
      schema: { type: 'string', minLength: 1, maxLength: LONGEST_IDEMPOTENCY_KEY },
    }),
    ApiExtraModels(AnalyzeRequest),
    ApiConsumes('multipart/form-data'),
    ApiBody({ required: true, schema: FORM }),
    ApiEnvelope(200, 'The analysis is complete.', SUBMITTED, {}, HEADERS),
    ApiEnvelope(
      202,
      'The analysis is queued or running; `Location` names where the result will be.',
      SUBMITTED,
      {},
      HEADERS,
    ),
    ApiRefusals(
      'INVALID_OPTION',
      'INVALID_FILENAME',
      'EMPTY_FILE',
      'UNSUPPORTED_FORMAT',
      'REQUEST_TIMEOUT',
      'NOT_FOUND',
      'CONTENT_NOT_AVAILABLE',
      'INVALID_TRANSITION',
      'ANALYSIS_FAILED',
      'ANALYSIS_CANCELLED',
      'IDEMPOTENCY_CONFLICT',
      'RESULT_EXPIRED',
      'FILE_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'CORRUPT_BINARY',
      'QUEUE_FULL',
      'SERVICE_UNAVAILABLE',
      'INSUFFICIENT_STORAGE',
    ),
  );
}
