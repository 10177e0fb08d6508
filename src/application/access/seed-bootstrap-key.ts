import { Injectable } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { Clock } from '#application/ports/clock.port';
import type { KeyId } from '#domain/access/api-key';
import { keyIdOf } from '#domain/access/api-key';
import { digestOf } from '#domain/access/key-secret';
import { AccessSettings } from './access.settings';

const BOOTSTRAP_QUOTA = 1_000_000;

/** Enters the configured first admin key, with which others are made. */
@Injectable()
export class SeedBootstrapKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly settings: AccessSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Idempotent, also among processes that start at once. One that was revoked stays revoked.
   * Resolves to its id and to whether it was this call that entered it.
   */
  async execute(secret: string): Promise<{ readonly id: KeyId; readonly entered: boolean }> {
    const digest = digestOf(secret, this.settings.keySalt);
    const id = keyIdOf(digest);
    const entered = await this.keys.create(
      { id, name: 'bootstrap', role: 'admin', quota: BOOTSTRAP_QUOTA, createdAt: this.clock.now() },
      digest,
    );
    return { id, entered };
  }
}
