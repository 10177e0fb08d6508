import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  getSchemaPath,
} from '@nestjs/swagger';
import type { SchemaObject } from '@nestjs/swagger';

import { AnalyzeRequest } from './analyze.request';
import { DETAIL_LEVELS } from './detail-level';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/openapi/envelopes';
import { RESULT_VIEWS, resultRef } from '#presentation/http/openapi/result-schemas';
import { PROGRESS_PROPERTIES, PROGRESS_SCHEMA } from '#presentation/http/openapi/progress.schema';

const SUBMITTED: SchemaObject = {
  type: 'object',
  required: ['processing_type', 'cached', ...Object.keys(PROGRESS_PROPERTIES)],
  properties: {
    ...PROGRESS_PROPERTIES,
    processing_type: { type: 'string', enum: ['synchronous', 'asynchronous'] },
    cached: { type: 'boolean', description: 'Answered from a result that was there before.' },
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

/** Where Swagger UI is to show a form, one body has to be named; the raw body is described in words. */
export function ApiAnalyze(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Analyse a binary',
      description: [
        'Takes a PE, ELF or Mach-O binary and answers with what it is.',
        'A file of at most 10 MB is waited for (`wait_seconds`); a larger one, one that takes longer, or `Prefer: respond-async` is answered 202 with where to look.',
        'Cheapest form: the bytes as `application/octet-stream`, options and `filename` in the query.',
        'The same content with the same options is answered from the stored result.',
      ].join('\n\n'),
    }),
    ApiIdentityHeaders(),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`respond-async`: do not wait.',
      schema: { type: 'string' },
    }),
    ApiExtraModels(AnalyzeRequest),
    ApiConsumes('multipart/form-data'),
    ApiBody({ required: true, schema: FORM }),
    ApiEnvelope(200, 'The analysis is complete.', SUBMITTED),
    ApiEnvelope(202, 'The analysis is queued or running; `Location` names where the result will be.', SUBMITTED),
    ApiRefusals(
      'INVALID_OPTION',
      'INVALID_FILENAME',
      'EMPTY_FILE',
      'UNSUPPORTED_FORMAT',
      'REQUEST_TIMEOUT',
      'ANALYSIS_FAILED',
      'RESULT_EXPIRED',
      'FILE_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'CORRUPT_BINARY',
      'SERVICE_UNAVAILABLE',
      'INSUFFICIENT_STORAGE',
    ),
  );
}

export function ApiReadAnalysis(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Read a result', description: '202 with the progress while it is not there.' }),
    ApiIdentityHeaders(),
    ApiParam({ name: 'id', description: 'The job_id of the submission.', schema: { type: 'string', format: 'uuid' } }),
    ApiQuery({
      name: 'detail_level',
      required: false,
      schema: { type: 'string', enum: [...DETAIL_LEVELS], default: 'summary' },
    }),
    ApiEnvelope(200, 'The result.', {
      type: 'object',
      required: ['analysis_id', 'detail_level', 'result'],
      properties: {
        analysis_id: { type: 'string', format: 'uuid' },
        detail_level: { type: 'string', enum: [...DETAIL_LEVELS] },
        result: { oneOf: RESULT_VIEWS.map(resultRef) },
      },
    }),
    ApiEnvelope(202, 'It is still being made.', PROGRESS_SCHEMA),
    ApiRefusals(
      'INVALID_OPTION',
      'NOT_FOUND',
      'ANALYSIS_FAILED',
      'ANALYSIS_CANCELLED',
      'RESULT_EXPIRED',
      'SERVICE_UNAVAILABLE',
    ),
  );
}
