import { Injectable } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { Clock } from '#application/ports/clock.port';
import { UsageCounter } from '#application/ports/usage-counter.port';
import { parseKeyId } from '#domain/access/api-key';
import type { Caller } from '#domain/access/caller';
import { usageMonth } from '#domain/access/usage-month';
import type { KeyUsage } from './list-api-keys';

/** Tells callers what is known of their key. */
@Injectable()
export class DescribeCaller {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly usage: UsageCounter,
    private readonly clock: Clock,
  ) {}

  /** `undefined` for a caller without a key: the local one. */
  async execute({ keyId }: Caller): Promise<KeyUsage | undefined> {
    const id = parseKeyId(keyId);
    const key = id === undefined ? undefined : await this.keys.find(id);
    if (key === undefined) return undefined;
    const [used = 0] = await this.usage.spent([key.id], usageMonth(this.clock.now()));
    return { key, used };
  }
}
