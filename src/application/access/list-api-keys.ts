import { Injectable } from '@nestjs/common';

import { ApiKeyStore } from '#application/ports/api-key-store.port';
import { Clock } from '#application/ports/clock.port';
import { UsageCounter } from '#application/ports/usage-counter.port';
import type { ApiKey } from '#domain/access/api-key';
import { usageMonth } from '#domain/access/usage-month';

/** A key and its submissions in this month. */
export interface KeyUsage {
  readonly key: ApiKey;
  readonly used: number;
}

@Injectable()
export class ListApiKeys {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly usage: UsageCounter,
    private readonly clock: Clock,
  ) {}

  /** Newest first; revoked and expired ones too. */
  async execute(
    offset: number,
    limit: number,
  ): Promise<{ readonly items: readonly KeyUsage[]; readonly total: number }> {
    const { keys, total } = await this.keys.list(offset, limit);
    const month = usageMonth(this.clock.now());
    const spent = await this.usage.spent(
      keys.map(({ id }) => id),
      month,
    );
    return { items: keys.map((key, index) => ({ key, used: spent[index] ?? 0 })), total };
  }
}
