import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiQuery } from '@nestjs/swagger';

import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';
import { UploadRequest, ValidateUploadRequest } from './upload.request';

const ID: SchemaObject = { type: 'string', format: 'uuid' };
const SHA256: SchemaObject = { type: 'string', pattern: '^[0-9a-f]{64}$' };

function object(properties: Record<string, SchemaObject>): SchemaObject {
  return { type: 'object', required: Object.keys(properties), properties };
}

export function ApiPrepareUpload(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Announce a file',
      description:
        'Gives an address to which the file can be sent, within 15 minutes, without a key: a path of this service, which takes one file, or the absolute address of a bucket, whose signature covers the announced size, digest and headers. Send it with exactly these headers. Then: `POST /api/v1/analyze` with `{"upload_id"}`.',
    }),
    ApiIdentityHeaders(),
    ApiBody({ required: true, type: UploadRequest }),
    ApiEnvelope(
      201,
      'Where to send it.',
      object({
        upload_id: ID,
        upload_url: {
          type: 'string',
          description: 'A path of this service, or an absolute address elsewhere.',
          example: '/api/v1/upload/{id}?expires=1789992000000&signature=…',
        },
        method: { type: 'string', enum: ['PUT'] },
        headers: {
          type: 'object',
          description: 'To be sent with it, as they are.',
          additionalProperties: { type: 'string' },
        },
        expires_at: { type: 'string', format: 'date-time' },
      }),
    ),
    ApiRefusals(
      'INVALID_OPTION',
      'INVALID_FILENAME',
      'REQUEST_TIMEOUT',
      'FILE_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'SERVICE_UNAVAILABLE',
    ),
  );
}

export function ApiReceiveUpload(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Send an announced file',
      description: 'The bytes as they are. What is not as announced is refused, and nothing of it is kept.',
    }),
    ApiIdentityHeaders(),
    ApiParam({ name: 'id', schema: ID }),
    ApiQuery({ name: 'expires', required: true, schema: { type: 'integer', minimum: 0 } }),
    ApiQuery({ name: 'signature', required: true, schema: { type: 'string' } }),
    ApiConsumes('application/octet-stream'),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
    ApiEnvelope(200, 'It has arrived.', object({ upload_id: ID, size: { type: 'integer' }, sha256: SHA256 })),
    ApiRefusals(
      'INVALID_OPTION',
      'EMPTY_FILE',
      'FORBIDDEN',
      'NOT_FOUND',
      'REQUEST_TIMEOUT',
      'INVALID_TRANSITION',
      'FILE_TOO_LARGE',
      'SERVICE_UNAVAILABLE',
      'OVERLOADED',
      'INSUFFICIENT_STORAGE',
    ),
  );
}

export function ApiValidateUpload(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Look at a file that was sent',
      description:
        'Whether it can be analysed, and why not. What was sent to a bucket is taken in by this, or by its submission; one that is not as announced is refused then, and deleted.',
    }),
    ApiIdentityHeaders(),
    ApiBody({ required: true, type: ValidateUploadRequest }),
    ApiEnvelope(
      200,
      'What it is.',
      object({
        valid: { type: 'boolean' },
        detected_format: { type: 'string', nullable: true, example: 'elf' },
        mime_type: { type: 'string', nullable: true, example: 'application/x-executable' },
        size: { type: 'integer', nullable: true },
        sha256: { ...SHA256, nullable: true },
        problems: { type: 'array', items: { type: 'string' } },
      }),
    ),
    ApiRefusals(
      'INVALID_OPTION',
      'EMPTY_FILE',
      'NOT_FOUND',
      'REQUEST_TIMEOUT',
      'INVALID_TRANSITION',
      'FILE_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'SERVICE_UNAVAILABLE',
      'OVERLOADED',
      'INSUFFICIENT_STORAGE',
    ),
  );
}
