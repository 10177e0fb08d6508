import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiBody, ApiExtraModels, ApiOperation, getSchemaPath } from '@nestjs/swagger';

import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { InvalidateCacheRequest } from './invalidate-cache.request';

const COUNT: SchemaObject = { type: 'integer', minimum: 0 };

export function ApiCacheStatistics(): MethodDecorator {
  const properties: Record<string, SchemaObject> = {
    entries: { ...COUNT, description: 'Stored results.' },
    bytes: { ...COUNT, description: 'As stored.' },
    max_bytes: { ...COUNT, description: '0: left to Redis.' },
    hits: COUNT,
    misses: COUNT,
    hit_rate: { type: 'number', minimum: 0, maximum: 1, nullable: true, description: 'Null before the first reading.' },
    average_ttl: { ...COUNT, description: 'Seconds that results are kept, from when they were stored.' },
    compression_ratio: {
      type: 'number',
      minimum: 0,
      nullable: true,
      description: 'Stored bytes for each byte before compression; null without entries.',
    },
  };
  return applyDecorators(
    ApiOperation({ summary: 'The stored results', description: 'Needs a key of the role admin.' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'The figures.', { type: 'object', required: Object.keys(properties), properties }),
    ApiRefusals('UNAUTHORIZED', 'FORBIDDEN', 'SERVICE_UNAVAILABLE'),
  );
}

export function ApiInvalidateCache(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Remove stored results',
      description: 'By exactly one of `pattern`, `tag` and `engine_version`. Needs a key of the role admin.',
    }),
    ApiIdentityHeaders(),
    ApiExtraModels(InvalidateCacheRequest),
    ApiBody({
      required: true,
      schema: { allOf: [{ $ref: getSchemaPath(InvalidateCacheRequest) }], minProperties: 1, maxProperties: 1 },
    }),
    ApiEnvelope(200, 'How many were removed.', {
      type: 'object',
      required: ['invalidated'],
      properties: { invalidated: COUNT },
    }),
    ApiRefusals(
      'INVALID_OPTION',
      'UNAUTHORIZED',
      'FORBIDDEN',
      'REQUEST_TIMEOUT',
      'FILE_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'SERVICE_UNAVAILABLE',
    ),
  );
}
