import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';

import { LONGEST_FILTER } from '#domain/patterns/text-filter';
import type { RefusalCode } from '#domain/shared/domain-error';
import { ApiEnvelope, ApiIdentityHeaders, ApiPageRefusals, ApiRefusals } from '#presentation/http/contract/envelopes';
import { PROGRESS_SCHEMA } from '#presentation/http/contract/progress.schema';

export const FILTER = {
  name: 'filter',
  required: false,
  description: 'Part of the text in any case of letters, or `/expression/` (RE2; `/expression/i` in any case).',
  schema: { type: 'string', minLength: 1, maxLength: LONGEST_FILTER },
} as const;

/** Of what can be read while it is being made. */
export const PARTIAL = {
  name: 'partial',
  required: false,
  description:
    'While it is being made: what the stages found that are done, where the one that is under way takes longer than a second; before that, and without `true`, 202. `metadata.partial` is true then, `metadata.stages` says how far each stage is, `Cache-Control` is `no-store`, and risk, verdict and narrative are those of what is known so far. What is whole never has `metadata.partial`.',
  schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
} as const;

const OF_READINGS = [
  'NOT_FOUND',
  'ANALYSIS_FAILED',
  'ANALYSIS_CANCELLED',
  'RESULT_EXPIRED',
  'SERVICE_UNAVAILABLE',
] as const;
const WAITING = 'It is still being made; `Retry-After` says when to ask again.';

/** What every reading of a result takes and answers beside its own. */
export function ApiReading(summary: string, description: string, ...refusals: readonly RefusalCode[]): MethodDecorator {
  return applyDecorators(
    ApiAsked(summary, description),
    ApiEnvelope(202, WAITING, PROGRESS_SCHEMA),
    ApiRefusals(...refusals, ...OF_READINGS),
  );
}

/** The same where browsers get pages, also of what is not there. */
export function ApiPageReading(
  summary: string,
  description: string,
  ...refusals: readonly RefusalCode[]
): MethodDecorator {
  const page = { 'text/html': { schema: { type: 'string' } } } as const;
  return applyDecorators(
    ApiAsked(summary, description),
    ApiEnvelope(202, WAITING, PROGRESS_SCHEMA, {}, {}, page),
    ApiPageRefusals(...refusals, ...OF_READINGS),
  );
}

function ApiAsked(summary: string, description: string): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary, description }),
    ApiParam({ name: 'id', description: 'The job_id of the submission.', schema: { type: 'string', format: 'uuid' } }),
    ApiIdentityHeaders(),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The `ETag` of an earlier answer: 304 when nothing has changed.',
      schema: { type: 'string' },
    }),
    ApiResponse({ status: 304, description: 'The client has it already.' }),
  );
}
