import type { IncomingMessage } from 'node:http';

import type { RequestId } from '#domain/shared/request-id';
import { requestId } from '#domain/shared/request-id';

export interface RequestIdentity {
  readonly requestId: RequestId;
  readonly correlationId: RequestId;
}

const identities = new WeakMap<IncomingMessage, RequestIdentity>();

/** The ids of a request: the client's own `X-Request-Id` and `X-Correlation-Id` where they are UUIDs, else new ones; the same at every call. */
export function identityOf(request: IncomingMessage): RequestIdentity {
  const known = identities.get(request);
  if (known !== undefined) return known;
  const own = requestId(single(request.headers['x-request-id']));
  const correlation = single(request.headers['x-correlation-id']);
  const identity = { requestId: own, correlationId: requestId(correlation ?? own) };
  identities.set(request, identity);
  return identity;
}

function single(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}
