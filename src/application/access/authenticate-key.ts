import { Injectable } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { Clock } from '#application/ports/clock.port';
import { callerWith, isUsable } from '#domain/access/api-key';
import type { Caller } from '#domain/access/caller';
import { digestOf } from '#domain/access/key-secret';
import { MINUTE_MS } from '#domain/shared/quantities';
import { AccessSettings } from './access.settings';

/** `last_used` is to the minute: a key in use is written once a minute, not with every request. */
const USE_GRAIN_MS = MINUTE_MS;

/** Tells whose key it is. Nothing is remembered between two requests, so a revoked key is refused at once everywhere. */
@Injectable()
export class AuthenticateKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly settings: AccessSettings,
    private readonly clock: Clock,
  ) {}

  /** `undefined` for a key that is unknown, revoked or expired: which of them is nobody's business. */
  async execute(secret: string): Promise<Caller | undefined> {
    const digest = digestOf(secret, this.settings.keySalt);
    const key = await this.keys.findByDigest(digest);
    const now = this.clock.now();
    if (key === undefined || !isUsable(key, now)) return undefined;
    if (now - (key.lastUsedAt ?? 0) >= USE_GRAIN_MS) await this.keys.recordUse(digest, now);
    return callerWith(key);
  }
}
