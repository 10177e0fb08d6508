import { randomUUID } from 'node:crypto';

declare const requestIdBrand: unique symbol;

/** A UUID that follows one request through answers, logs and the job that it starts. */
export type RequestId = string & { readonly [requestIdBrand]: true };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The client's id when it is a valid UUID, else a new one (version 4). */
export function requestId(offered?: string): RequestId {
  return (offered !== undefined && UUID.test(offered) ? offered.toLowerCase() : randomUUID()) as RequestId;
}
