import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';

import { CONTENT_WARNING_CODES } from '#domain/identification/content-warning';
import { MAX_MAGIC_FILE_NAME } from '#domain/identification/magic-file-name';
import { ARCHITECTURES, EXECUTABLE_FORMATS } from '#domain/shared/executable-header';
import { ApiIdentityHeaders, ID_HEADERS } from '#presentation/http/contract/envelopes';

const ID: SchemaObject = { type: 'string', format: 'uuid' };
const TEXT: SchemaObject = { type: 'string' };
const FILE_NAME: SchemaObject = {
  type: 'string',
  minLength: 1,
  maxLength: MAX_MAGIC_FILE_NAME,
  pattern: '^[^/\\u0000]+$',
};

const IDENTITY: Record<string, SchemaObject> = {
  request_id: ID,
  filename: FILE_NAME,
  mime_type: { type: 'string', description: 'What `file -b --mime-type` prints.' },
  description: { type: 'string', description: 'What `file -b` prints. It may quote the file.' },
  encoding: { type: 'string', description: 'Of text `us-ascii`, `utf-8`, …; of all else `binary`.' },
  extensions: { type: 'array', items: TEXT, description: 'Usual ones of such a file, without dot.' },
  size: { type: 'integer', minimum: 0, description: 'Bytes.' },
  sha256: {
    type: 'string',
    nullable: true,
    pattern: '^[0-9a-f]{64}$',
    description: 'Null of a file by path that is larger than what may be sent.',
  },
  label: { type: 'string', description: "A short name that does not change with libmagic's wording." },
  executable: {
    type: 'object',
    nullable: true,
    description: 'By our own reading of its header; null of all else.',
    required: ['format', 'architecture'],
    properties: {
      format: { type: 'string', enum: [...EXECUTABLE_FORMATS] },
      architecture: { type: 'string', enum: [...ARCHITECTURES] },
    },
  },
  warnings: {
    type: 'array',
    items: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'string', enum: [...CONTENT_WARNING_CODES] }, message: TEXT },
    },
  },
};

const EXAMPLE = {
  request_id: '6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d',
  filename: 'invoice.pdf',
  mime_type: 'application/vnd.microsoft.portable-executable',
  description: 'PE32+ executable (console) x86-64, for MS Windows, 6 sections',
  encoding: 'binary',
  extensions: ['exe', 'com'],
  size: 289_792,
  sha256: 'b99d61d874728edc0918ca0eb10eab93d381e7367e377406e65963366c874450',
  label: 'pe',
  executable: { format: 'pe', architecture: 'x86_64' },
  warnings: [
    {
      code: 'extension_mismatch',
      message:
        'The name ends in .pdf, but the content is application/vnd.microsoft.portable-executable (PE32+ executable (console) x86-64, for MS Windows, 6 sections).',
    },
  ],
};

const LIMIT_HEADERS = {
  'Retry-After': { description: 'Seconds after which it is worth another try.', schema: { type: 'integer' as const } },
};

/** Status, what it means, and its message as an example. */
type Refusal = readonly [status: number, meaning: string, example: string, details?: string];

const REFUSALS_OF_ALL: readonly Refusal[] = [
  [401, 'Neither valid Basic credentials nor a valid API key.', 'Authentication required'],
  [408, 'The body did not arrive in time.', 'Nothing of the upload arrived for 60 seconds.'],
  [414, 'The request line is longer than 8 KB.', 'The URI is too long.'],
  [429, 'Too many requests.', 'Too many requests.'],
  [431, 'The headers are larger than 16 KB.', 'The headers are too large.'],
  [500, 'A fault of ours, or libmagic failed over the file.', 'Internal server error'],
  [503, 'libmagic is not available, or the service is at its own limits.', 'libmagic is not available.'],
  [504, 'The file was not identified in time.', 'Request timeout exceeded'],
];

const REFUSALS_OF_CONTENT: readonly Refusal[] = [
  [400, 'The file name cannot be one, or there is no body.', 'Invalid filename parameter'],
  [413, 'The content is too large.', 'Request body exceeds 100MB limit'],
  [
    507,
    'Too little space for the content, now or while it was written.',
    'Insufficient storage space for analysis',
    'Temp directory has 512MB available, but 1024MB minimum required',
  ],
];

const REFUSALS_OF_PATH: readonly Refusal[] = [
  [400, 'The path or the file name cannot be one, or it is no regular file.', 'Path traversal not allowed'],
  [403, 'The path leads out of the directory, or may not be read.', 'Access denied'],
  [404, 'There is no such file.', 'File not found'],
  [413, 'The JSON body is too large.', 'Request body exceeds 1MB limit'],
  [415, 'The body is not application/json.', 'The Content-Type must be application/json'],
];

export function ApiPing(): MethodDecorator {
  const properties: Record<string, SchemaObject> = { message: { type: 'string', enum: ['pong'] }, request_id: ID };
  return applyDecorators(
    ApiOperation({ summary: 'Whether the service answers; touches no dependency' }),
    ApiIdentityHeaders(),
    ApiResponse({
      status: 200,
      description: 'It does.',
      headers: ID_HEADERS,
      schema: { type: 'object', required: Object.keys(properties), properties },
    }),
  );
}

export function ApiIdentifyContent(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Say what the sent bytes are',
      description:
        'As `file` says it of a plain file with these bytes. Nothing is kept. Of a form, as `curl -F file=@a.bin` sends it, the part `file` is identified; a form that is to be identified itself is sent as `application/octet-stream`.',
    }),
    ApiAccess(),
    ApiQuery({
      name: 'filename',
      required: true,
      schema: FILE_NAME,
      example: 'a.bin',
      description: 'With a form it may be left out: the part has a name of its own.',
    }),
    ApiConsumes('application/octet-stream'),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
    ApiIdentified(),
    ...refusals(...REFUSALS_OF_CONTENT, ...REFUSALS_OF_ALL),
  );
}

export function ApiIdentifyPath(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Say what a file of the exposed directory is',
      description: 'As `file` says it of that file: mode prefixes such as `setuid` and empty files included.',
    }),
    ApiAccess(),
    ApiConsumes('application/json'),
    ApiBody({
      required: true,
      schema: {
        type: 'object',
        required: ['path'],
        properties: {
          path: { type: 'string', minLength: 1, description: 'Relative to the directory `magic.base_dir`.' },
          filename: { ...FILE_NAME, description: 'In place of the last part of the path.' },
        },
        example: { path: 'incoming/a.bin' },
      },
    }),
    ApiIdentified(),
    ...refusals(...REFUSALS_OF_PATH, ...REFUSALS_OF_ALL),
  );
}

function ApiAccess(): MethodDecorator {
  return ApiIdentityHeaders();
}

function ApiIdentified(): MethodDecorator {
  return ApiResponse({
    status: 200,
    description: 'What it is.',
    headers: ID_HEADERS,
    schema: { type: 'object', required: Object.keys(IDENTITY), properties: IDENTITY, example: EXAMPLE },
  });
}

function refusals(...all: readonly Refusal[]): readonly MethodDecorator[] {
  return all.map(([status, description, error, details]) =>
    ApiResponse({
      status,
      description,
      headers: {
        ...ID_HEADERS,
        ...([429, 503, 507].includes(status) && LIMIT_HEADERS),
        ...(status === 401 && { 'WWW-Authenticate': { description: 'Asks for Basic.', schema: TEXT } }),
      },
      schema: {
        type: 'object',
        required: ['error', 'request_id'],
        properties: { error: TEXT, details: TEXT, request_id: ID },
        example: { error, ...(details !== undefined && { details }), request_id: EXAMPLE.request_id },
      },
    }),
  );
}
