import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';

import { SEVERITIES } from '#domain/document/security-findings';
import { LONGEST_FILTER } from '#domain/patterns/text-filter';
import { SORT_ORDERS } from '#domain/results/section-query';
import { SECTION_TRAITS } from '#domain/results/section-traits';
import type { RefusalCode } from '#domain/shared/domain-error';
import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { PROGRESS_SCHEMA } from '#presentation/http/contract/progress.schema';
import { itemRef, RESULT_VIEWS, resultRef } from '#presentation/http/contract/result-schemas';
import { DETAIL_LEVELS } from './detail-level';
import type { ListedSection } from './section.request';

const TEXT: SchemaObject = { type: 'string' };
const ADDRESS: SchemaObject = { type: 'string', pattern: '^0x[0-9a-f]{1,16}$', example: '0x401000' };
const FILTER = {
  name: 'filter',
  required: false,
  description: 'Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).',
  schema: { type: 'string', minLength: 1, maxLength: LONGEST_FILTER },
} as const;

/** Of what can be read while it is being made. */
const PARTIAL = {
  name: 'partial',
  required: false,
  description:
    'While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.',
  schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
} as const;

/** What every reading of a result takes and answers beside its own. */
export function ApiReading(summary: string, description: string, ...refusals: readonly RefusalCode[]): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary, description }),
    ApiParam({ name: 'id', description: 'The job_id of the submission.', schema: { type: 'string', format: 'uuid' } }),
    ApiIdentityHeaders(),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The `ETag` of an earlier answer: 304 when nothing has changed.',
      schema: TEXT,
    }),
    ApiEnvelope(202, 'It is still being made; `Retry-After` says when to ask again.', PROGRESS_SCHEMA),
    ApiResponse({ status: 304, description: 'The client has it already.' }),
    ApiRefusals(
      ...refusals,
      'NOT_FOUND',
      'ANALYSIS_FAILED',
      'ANALYSIS_CANCELLED',
      'RESULT_EXPIRED',
      'SERVICE_UNAVAILABLE',
    ),
  );
}

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

export function ApiSection(section: ListedSection): MethodDecorator {
  const { types, sorts } = SECTION_TRAITS[section];
  const typed = types.length > 0;
  return applyDecorators(
    ApiReading(
      `The ${section}`,
      'Page by page, as the document has them or in the order asked for. Where none were read, `metadata.not_analysed` says why.',
      'INVALID_OPTION',
      'OVERLOADED',
    ),
    ApiPagedEnvelope(`A page of ${section}.`, itemRef(section)),
    ApiQuery(PARTIAL),
    ApiQuery(FILTER),
    ...(typed
      ? [
          ApiQuery({
            name: 'type',
            required: false,
            ...(section === 'imports' && { description: 'The category of the import.' }),
            schema: { type: 'string', enum: [...types] },
          }),
        ]
      : []),
    ApiQuery({ name: 'sort', required: false, schema: { type: 'string', enum: Object.keys(sorts) } }),
    ApiQuery({ name: 'order', required: false, schema: { type: 'string', enum: [...SORT_ORDERS], default: 'asc' } }),
  );
}

export function ApiFunction(): MethodDecorator {
  return applyDecorators(
    ApiReading(
      'One function',
      'With its signature, measures, callers, callees, the strings it uses, and its pseudo code where there is some.',
      'INVALID_OPTION',
      'OVERLOADED',
    ),
    ApiParam({ name: 'address', description: 'Where it begins.', schema: ADDRESS }),
    ApiQuery(PARTIAL),
    ApiEnvelope(200, 'The function.', resultRef('FunctionDetail')),
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
