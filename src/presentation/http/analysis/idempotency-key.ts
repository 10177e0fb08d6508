import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';

export const LONGEST_IDEMPOTENCY_KEY = 255;
const PRINTABLE = /^[!-~]+$/;

/** The header `Idempotency-Key`, where it was sent. @throws DomainError `INVALID_OPTION`. */
export function idempotencyKeyOf(request: IncomingMessage): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length <= LONGEST_IDEMPOTENCY_KEY && PRINTABLE.test(key)) return key;
  throw new DomainError('INVALID_OPTION', 'The Idempotency-Key cannot be used.', {
    details: [{ field: 'Idempotency-Key', message: 'must be 1-255 printable ASCII characters without spaces' }],
    remediation: 'Send a new UUID for each new submission.',
  });
}
