import type { OpenAPIObject } from '@nestjs/swagger';

import { ID_HEADERS } from '#presentation/http/contract/envelopes';

interface DocumentedResponse {
  headers?: Record<string, object>;
}

const VALIDATORS = {
  ETag: {
    description: 'Weak: what `If-None-Match` takes. Changes with the data.',
    schema: { type: 'string', example: 'W/"J9Vd3gAbTcT0mcPbSgdCZA"' },
  },
  'Cache-Control': {
    description: 'To be asked for again each time, and kept by nobody but the client.',
    schema: { type: 'string', example: 'private, no-cache' },
  },
};
const RETRY_AFTER = { description: 'Seconds after which to ask again.', schema: { type: 'integer', minimum: 1 } };

/** Says at every answer what all answers of its kind carry: ids, and where 304 is one of them, what it is decided by. */
export function describeCommonHeaders(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item) as unknown[]) {
      if (typeof operation !== 'object' || operation === null || !('responses' in operation)) continue;
      describeResponses(operation.responses as Record<string, DocumentedResponse>);
    }
  }
  return document;
}

function describeResponses(responses: Record<string, DocumentedResponse>): void {
  const isConditional = '304' in responses;
  for (const [status, response] of Object.entries(responses)) {
    const validators = isConditional && ['200', '304'].includes(status) ? VALIDATORS : {};
    const retry = isConditional && status === '202' ? { 'Retry-After': RETRY_AFTER } : {};
    response.headers = { ...ID_HEADERS, ...response.headers, ...validators, ...retry };
  }
}
