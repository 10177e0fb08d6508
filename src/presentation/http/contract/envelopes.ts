import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

import type { RefusalCode } from '#domain/shared/domain-error';
import { ERROR_MEANINGS, ERROR_STATUS } from './error-status';
import type { Reference } from './result-schemas';

interface HeaderObject {
  readonly description: string;
  /** Of an answer that may come without it. */
  readonly required?: boolean;
  readonly schema: SchemaObject;
}

export type EnvelopeHeaders = Readonly<Record<string, HeaderObject>>;
/** By media type. */
export type EnvelopeContents = Readonly<Record<string, { readonly schema: SchemaObject }>>;

const TEXT: SchemaObject = { type: 'string' };
const ID: SchemaObject = { type: 'string', format: 'uuid' };
const TIME: SchemaObject = { type: 'string', format: 'date-time' };
export const ID_HEADERS = {
  'X-Request-Id': { description: "The request's id, the client's own where it sent a UUID.", schema: ID },
  'X-Correlation-Id': { description: 'Follows a chain of requests.', schema: ID },
};

/** A success of the Analysis API with this `data`, and where it is a page of a list, its place `beside` it; `others`: what else may be asked for. */
export function ApiEnvelope(
  status: number,
  description: string,
  data: SchemaObject | Reference,
  beside: Readonly<Record<string, SchemaObject>> = {},
  headers: EnvelopeHeaders = {},
  others: EnvelopeContents = {},
): MethodDecorator {
  const schema = envelopeSchema(data, beside);
  const described = { status, description, headers: { ...ID_HEADERS, ...headers } };
  if (Object.keys(others).length === 0) return ApiResponse({ ...described, schema });
  return ApiResponse({ ...described, content: { 'application/json': { schema }, ...others } });
}

/** Of a success of the Analysis API. */
export function envelopeSchema(
  data: SchemaObject | Reference,
  beside: Readonly<Record<string, SchemaObject>> = {},
): SchemaObject {
  return {
    type: 'object',
    required: ['success', 'data', ...Object.keys(beside), 'metadata', 'request_id', 'timestamp'],
    properties: {
      success: { type: 'boolean', enum: [true] },
      data,
      ...beside,
      metadata: { type: 'object', additionalProperties: true },
      request_id: ID,
      timestamp: TIME,
    },
  };
}

/** The refusals of a route, grouped by status. */
export function ApiRefusals(...codes: readonly RefusalCode[]): MethodDecorator {
  return refusalsOf(codes, (response) => response);
}

/** The same of a route that answers with pages to browsers: its refusals are pages to them, too. */
export function ApiPageRefusals(...codes: readonly RefusalCode[]): MethodDecorator {
  return refusalsOf(codes, ({ schema, headers, description }) => ({
    description,
    headers: { ...headers, 'Cache-Control': { description: 'Of a page.', required: false, schema: TEXT } },
    content: { 'application/json': { schema }, 'text/html': { schema: TEXT } },
  }));
}

function refusalsOf(
  codes: readonly RefusalCode[],
  laidOut: (response: ReturnType<typeof refusalResponse>) => object,
): MethodDecorator {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of [...codes, 'INTERNAL_ERROR' as const]) {
    byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  }
  return applyDecorators(
    ...[...byStatus].map(([status, group]) => ApiResponse({ status, ...laidOut(refusalResponse(group)) })),
  );
}

/** A refusal with one of these codes, in the form of the API that the path belongs to. */
export function refusalResponse(
  codes: readonly RefusalCode[],
  path = '/api/v1',
): { readonly description: string; readonly headers: typeof ID_HEADERS; readonly schema: SchemaObject } {
  return {
    description: codes.map((code) => `\`${code}\`: ${ERROR_MEANINGS[code]}`).join('\n\n'),
    headers: ID_HEADERS,
    schema: path.startsWith('/v1/') ? MAGIC_REFUSAL : refusalSchema(codes),
  };
}

/** What every route takes beside its own parameters. */
export function ApiIdentityHeaders(): MethodDecorator {
  return applyDecorators(
    ApiHeader({ name: 'X-Request-Id', required: false, description: 'A UUID to know this request by.', schema: ID }),
    ApiHeader({
      name: 'X-Correlation-Id',
      required: false,
      description: 'A UUID to know a chain of requests by.',
      schema: ID,
    }),
  );
}

const MAGIC_REFUSAL: SchemaObject = {
  type: 'object',
  required: ['error', 'request_id'],
  properties: { error: { type: 'string' }, details: { type: 'string' }, request_id: ID },
};

function refusalSchema(codes: readonly RefusalCode[]): SchemaObject {
  const fault: SchemaObject = {
    type: 'object',
    required: ['field', 'message'],
    properties: { field: { type: 'string' }, message: { type: 'string' } },
  };
  return {
    type: 'object',
    required: ['success', 'error', 'request_id', 'timestamp'],
    properties: {
      success: { type: 'boolean', enum: [false] },
      error: {
        type: 'object',
        required: ['code', 'message', 'details', 'remediation', 'documentation_url'],
        properties: {
          code: { type: 'string', enum: [...codes] },
          message: { type: 'string' },
          details: { nullable: true, oneOf: [{ type: 'string' }, { type: 'array', items: fault }] },
          remediation: { type: 'string', nullable: true },
          documentation_url: { type: 'string' },
        },
      },
      request_id: ID,
      timestamp: TIME,
    },
  };
}
