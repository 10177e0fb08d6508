import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';

const SHOWN = 100;

/** The type that a request gives its body, in lower case and without parameters; empty when it gives none. */
export function mediaTypeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
}

/** The refusal of a body for its type. */
export function unacceptedMediaType(request: IncomingMessage, remediation: string): DomainError {
  const type = tameText(mediaTypeOf(request), SHOWN);
  return new DomainError('UNSUPPORTED_MEDIA_TYPE', `The Content-Type "${type}" is not accepted.`, { remediation });
}
