import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOperation, ApiParam, getSchemaPath } from '@nestjs/swagger';

import { CALLER_ROLES } from '#domain/access/caller';
import { ApiPagedEnvelope } from '#presentation/http/answer/paging';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { CreateKeyRequest } from './keys.request';

const TIME: SchemaObject = { type: 'string', format: 'date-time', nullable: true };
const LIMIT: SchemaObject = { type: 'integer', minimum: 1 };

const PROPERTIES: Record<string, SchemaObject> = {
  key_id: {
    type: 'string',
    description: 'A UUID; `local` while authentication is off, `basic:NAME` for a Basic user.',
  },
  name: { type: 'string' },
  user_id: { type: 'string', nullable: true },
  role: { type: 'string', enum: [...CALLER_ROLES] },
  usage_quota: {
    type: 'integer',
    minimum: 0,
    nullable: true,
    description: 'Submissions in a calendar month (UTC); null: any number.',
  },
  usage_count: { type: 'integer', minimum: 0, description: 'Submissions accepted in this month.' },
  limits: {
    type: 'object',
    nullable: true,
    description: 'Rate limits of its own; null: all as configured.',
    properties: { submissions_per_hour: LIMIT, submissions_burst: LIMIT, reads_per_hour: LIMIT, reads_burst: LIMIT },
    additionalProperties: false,
  },
  created_at: TIME,
  last_used: { ...TIME, description: 'To the minute.' },
  expires_at: TIME,
  active: { type: 'boolean', description: 'Neither revoked nor expired.' },
};

const EXAMPLE = {
  key_id: '7b1f8b0e-5c0d-4d0a-9a55-0d6c1a2b3c4d',
  name: 'ci pipeline',
  user_id: 'anna',
  role: 'user',
  usage_quota: 1000,
  usage_count: 12,
  limits: null,
  created_at: '2026-11-21T10:00:00.000Z',
  last_used: '2026-11-21T11:00:00.000Z',
  expires_at: null,
  active: true,
};

const KEY: SchemaObject = {
  type: 'object',
  required: Object.keys(PROPERTIES),
  properties: PROPERTIES,
  example: EXAMPLE,
};

const CREATED_KEY: SchemaObject = {
  type: 'object',
  required: [...Object.keys(PROPERTIES), 'key'],
  properties: {
    ...PROPERTIES,
    key: { type: 'string', pattern: '^b2n_[0-9A-Za-z]{43}$', description: 'The key itself, shown this once.' },
  },
  example: { ...EXAMPLE, last_used: null, usage_count: 0, key: 'b2n_0dJk5nZ8sT1xQ4vB7yW2mC9hL6gF3rP0aE5uI8oK1tN' },
};

export function ApiValidateKey(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Whose key this is, and what is left of its quota' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'The key is valid.', KEY),
    ApiRefusals(),
  );
}

export function ApiCreateKey(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Make a key',
      description: 'The answer shows the key, this once: only a salted digest of it is stored.',
    }),
    ApiIdentityHeaders(),
    ApiExtraModels(CreateKeyRequest),
    ApiConsumes('application/json'),
    ApiBody({ required: true, schema: { $ref: getSchemaPath(CreateKeyRequest) } }),
    ApiEnvelope(201, 'The key was made.', CREATED_KEY),
    ApiRefusals('INVALID_OPTION', 'REQUEST_TIMEOUT', 'FILE_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'),
  );
}

export function ApiListKeys(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Every key, newest first',
      description: 'Revoked and expired ones too; never the key itself.',
    }),
    ApiIdentityHeaders(),
    ApiPagedEnvelope('A page of keys.', KEY),
    ApiRefusals('INVALID_OPTION'),
  );
}

export function ApiRevokeKey(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Revoke a key',
      description: 'From the answer on it opens nothing, in any process. A key that is revoked already stays so.',
    }),
    ApiIdentityHeaders(),
    ApiParam({ name: 'id', description: 'The key_id.', schema: { type: 'string', format: 'uuid' } }),
    ApiEnvelope(200, 'The key is revoked.', {
      type: 'object',
      required: ['key_id', 'active', 'revoked_at'],
      properties: {
        key_id: { type: 'string', format: 'uuid' },
        active: { type: 'boolean', enum: [false] },
        revoked_at: { type: 'string', format: 'date-time' },
      },
      example: { key_id: EXAMPLE.key_id, active: false, revoked_at: '2026-11-21T12:00:00.000Z' },
    }),
    ApiRefusals('NOT_FOUND'),
  );
}
