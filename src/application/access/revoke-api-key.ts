import { Injectable } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { Clock } from '#application/ports/clock.port';
import type { ApiKey } from '#domain/access/api-key';
import { parseKeyId } from '#domain/access/api-key';
import { DomainError } from '#domain/shared/domain-error';

/** Takes a key out of use, in every process at once. */
@Injectable()
export class RevokeApiKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly clock: Clock,
  ) {}

  /** Idempotent: the first time stays. @throws DomainError `NOT_FOUND`. */
  async execute(id: string): Promise<ApiKey> {
    const keyId = parseKeyId(id);
    const key = keyId === undefined ? undefined : await this.keys.revoke(keyId, this.clock.now());
    if (key !== undefined) return key;
    throw new DomainError('NOT_FOUND', 'There is no key with this id.', {
      remediation: 'GET /api/v1/auth/keys lists every key_id.',
    });
  }
}
