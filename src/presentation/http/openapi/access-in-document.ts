import type { OpenAPIObject } from '@nestjs/swagger';

import type { RefusalCode } from '#domain/shared/domain-error';
import {
  ACCESS_RULES,
  ADMIN_ROUTE,
  BASIC_TOO,
  PUBLIC_ROUTE,
  REQUEST_KIND,
} from '#presentation/http/access/access-rules';
import { refusalResponse } from '#presentation/http/contract/envelopes';
import { ERROR_STATUS } from '#presentation/http/contract/error-status';

interface Header {
  readonly description: string;
  readonly schema: object;
  readonly required?: false;
}
interface DocumentedResponse {
  description?: string;
  headers?: Record<string, Header>;
  content?: Record<string, { schema?: unknown }>;
}
interface DocumentedOperation {
  security?: Record<string, readonly string[]>[];
  responses?: Record<string, DocumentedResponse>;
  [rule: `x-${string}`]: unknown;
}

const SECONDS = { type: 'integer', minimum: 1 };
const RETRY_AFTER: Header = { description: 'Seconds after which the request is welcome.', schema: SECONDS };
const CHALLENGE: Header = { description: 'How to authenticate.', schema: { type: 'string' } };
const RATE_HEADERS: Readonly<Record<string, Header>> = {
  'RateLimit-Limit': {
    description: 'Requests that the window with least left allows. Absent while rate limits are off.',
    schema: { type: 'integer', minimum: 1 },
  },
  'RateLimit-Remaining': { description: 'What is left of it.', schema: { type: 'integer', minimum: 0 } },
  'RateLimit-Reset': { description: 'Seconds until one more of it is welcome.', schema: SECONDS },
};

/** Says at every operation what the guard does there: the key it takes, its refusals and its headers. */
export function describeAccess(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of Object.values(item) as unknown[]) {
      if (isOperation(operation)) describeOperation(operation, path);
    }
  }
  return document;
}

function isOperation(value: unknown): value is DocumentedOperation {
  return typeof value === 'object' && value !== null && 'responses' in value;
}

function describeOperation(operation: DocumentedOperation, path: string): void {
  const rules = new Map(ACCESS_RULES.map((name) => [name, operation[name]]));
  for (const name of ACCESS_RULES) Reflect.deleteProperty(operation, name);
  const responses = (operation.responses ??= {});
  if (rules.get(PUBLIC_ROUTE) === true) {
    operation.security = [];
    describeHeaders(responses, false);
    return;
  }
  operation.security = [...(rules.get(BASIC_TOO) === true ? [{ basic: [] }] : []), { bearer: [] }];
  const kind = rules.get(REQUEST_KIND) ?? 'read';
  const codes: RefusalCode[] = ['UNAUTHORIZED', 'SERVICE_UNAVAILABLE'];
  if (rules.get(ADMIN_ROUTE) === true) codes.push('FORBIDDEN');
  if (kind !== 'unlimited') codes.push('RATE_LIMIT_EXCEEDED');
  if (kind === 'submission') codes.push('QUOTA_EXCEEDED');
  for (const code of codes) addRefusal(responses, code, path);
  describeHeaders(responses, kind !== 'unlimited');
}

/** Beside the refusals with this status that the route names itself. */
function addRefusal(responses: Record<string, DocumentedResponse>, code: RefusalCode, path: string): void {
  const status = String(ERROR_STATUS[code]);
  const known = responses[status];
  const named = codesIn(known);
  if (known !== undefined && named === undefined) return;
  if (named?.includes(code) === true) return;
  const { description, headers, schema } = refusalResponse([...(named ?? []), code], path);
  responses[status] = {
    ...known,
    description,
    headers: { ...known?.headers, ...headers },
    content: { 'application/json': { schema } },
  };
}

/** The codes that the schema of a refusal names; `undefined` where it is not one of ours. */
function codesIn(response: DocumentedResponse | undefined): readonly RefusalCode[] | undefined {
  const schema = response?.content?.['application/json']?.schema as
    { properties?: { error?: { properties?: { code?: { enum?: RefusalCode[] } } } } } | undefined;
  return schema?.properties?.error?.properties?.code?.enum;
}

function describeHeaders(responses: Record<string, DocumentedResponse>, limited: boolean): void {
  for (const [status, response] of Object.entries(responses)) {
    // Who is not known is not counted.
    const rate = limited && status !== '401' ? rateHeaders(status) : {};
    const isRefusal = codesIn(response) !== undefined || response.content === undefined;
    const retry = isRefusal && ['429', '503', '507'].includes(status) ? { 'Retry-After': RETRY_AFTER } : {};
    const challenge = status === '401' ? { 'WWW-Authenticate': CHALLENGE } : {};
    response.headers = { ...response.headers, ...rate, ...retry, ...challenge };
  }
}

/** Nobody is counted while what counts is away. */
function rateHeaders(status: string): Readonly<Record<string, Header>> {
  if (status !== '503') return RATE_HEADERS;
  return Object.fromEntries(
    Object.entries(RATE_HEADERS).map(([name, header]) => [name, { ...header, required: false }]),
  );
}
