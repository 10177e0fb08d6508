import { Injectable } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { Clock } from '#application/ports/clock.port';
import type { ApiKey } from '#domain/access/api-key';
import { DEFAULT_QUOTA, newKeyId } from '#domain/access/api-key';
import { digestOf, newKeySecret } from '#domain/access/key-secret';
import { DomainError } from '#domain/shared/domain-error';
import { AccessSettings } from './access.settings';

/** What whoever makes a key decides. */
export type KeyRequest = Pick<ApiKey, 'name' | 'userId' | 'role' | 'limits' | 'expiresAt'> & {
  readonly quota?: number;
};

/** A key and, this one time, the secret that it is. */
export interface CreatedKey {
  readonly key: ApiKey;
  readonly secret: string;
}

@Injectable()
export class CreateApiKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly settings: AccessSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `INVALID_OPTION` when it would have expired already. */
  async execute({ quota = DEFAULT_QUOTA, ...request }: KeyRequest): Promise<CreatedKey> {
    const now = this.clock.now();
    if (request.expiresAt !== undefined && request.expiresAt <= now) throw expired();
    const secret = newKeySecret();
    const key: ApiKey = { ...request, quota, id: newKeyId(), createdAt: now };
    await this.keys.create(key, digestOf(secret, this.settings.keySalt));
    return { key, secret };
  }
}

function expired(): DomainError {
  return new DomainError('INVALID_OPTION', 'An option is wrong: expires_at.', {
    details: [{ field: 'expires_at', message: 'expires_at must be in the future' }],
    remediation: 'Name a later time, or none for a key that does not expire.',
  });
}
