import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';

import { SEVERITIES } from '#domain/document/security-findings';
import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { RESULT_VIEWS, resultRef } from '#presentation/http/contract/result-schemas';
import { DETAIL_LEVELS } from './detail-level';
import { ApiReading, FILTER, PARTIAL } from './reading.openapi';

export function ApiReadAnalysis(): MethodDecorator {
  return applyDecorators(
    ApiReading(
      'Read a result',
      'In the detail that is asked for. 202 with the progress while it is not there.',
      'INVALID_OPTION',
    ),
    ApiQuery(PARTIAL),
    ApiQuery({
      name: 'detail_level',
      required: false,
      description:
        'summary: facts, counts and where the rest is; a section: its first page; full: the whole document, never a partial one.',
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
  );
}

export function ApiWholeDocument(): MethodDecorator {
  return applyDecorators(
    ApiReading(
      'The bare document',
      'Without envelope, and never a partial one. Passed on as it is stored where the client takes gzip.',
    ),
    ApiResponse({
      status: 200,
      description: 'The result document.',
      headers: {
        'Content-Encoding': {
          description: '`gzip` where the client takes it and it is stored so.',
          required: false,
          schema: { type: 'string', enum: ['gzip'] },
        },
      },
      content: { 'application/json': { schema: resultRef('AnalysisDocument') } },
    }),
  );
}

export function ApiFindings(): MethodDecorator {
  return applyDecorators(
    ApiReading(
      'The findings',
      'The most severe first; `metadata.risk_score` and `metadata.verdict` beside them, or `metadata.not_analysed` where nobody looked. Indicators and contributions: `?detail_level=security`.',
      'INVALID_OPTION',
    ),
    ApiPagedEnvelope('A page of findings.', resultRef('Finding')),
    ApiQuery(PARTIAL),
    ApiQuery(FILTER),
    ApiQuery({ name: 'severity', required: false, schema: { type: 'string', enum: [...SEVERITIES] } }),
  );
}

export function ApiDeleteAnalysis(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Delete an analysis',
      description:
        'The job and what it found, at once; one that waits or runs is cancelled first. A result that other jobs share goes with the last of them.',
    }),
    ApiIdentityHeaders(),
    ApiParam({ name: 'id', description: 'The job_id of the submission.', schema: { type: 'string', format: 'uuid' } }),
    ApiEnvelope(200, 'It is gone.', {
      type: 'object',
      required: ['analysis_id', 'deleted'],
      properties: { analysis_id: { type: 'string', format: 'uuid' }, deleted: { type: 'boolean', enum: [true] } },
    }),
    ApiRefusals('NOT_FOUND', 'SERVICE_UNAVAILABLE'),
  );
}
