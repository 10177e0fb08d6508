import type { IncomingMessage } from 'node:http';

import { DomainError } from '#domain/shared/domain-error';

export const IDEMPOTENCY_KEY_PATTERN = '^[!-~]{1,255}$';
const SHAPE = new RegExp(IDEMPOTENCY_KEY_PATTERN);

/** The header `Idempotency-Key`, where it was sent. @throws DomainError `INVALID_OPTION`. */
export function idempotencyKeyOf(request: IncomingMessage): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && SHAPE.test(key)) return key;
  throw new DomainError('INVALID_OPTION', 'The Idempotency-Key cannot be used.', {
    details: [{ field: 'Idempotency-Key', message: 'must be 1-255 printable ASCII characters without spaces' }],
    remediation: 'Send a new UUID for each new submission.',
  });
}
