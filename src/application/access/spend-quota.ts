import { Injectable, Logger } from '@nestjs/common';

import { Clock } from '#application/ports/clock.port';
import { UsageCounter } from '#application/ports/usage-counter.port';
import type { Caller } from '#domain/access/caller';
import type { UsageMonth } from '#domain/access/usage-month';
import { untilNextMonth, usageMonth } from '#domain/access/usage-month';
import { DomainError } from '#domain/shared/domain-error';
import { SECOND_MS } from '#domain/shared/quantities';

/** One submission that was counted ahead of its acceptance. */
export interface SpentQuota {
  readonly keyId: string;
  readonly month: UsageMonth;
}

/** Counts submissions against a key's quota of the calendar month. */
@Injectable()
export class SpendQuota {
  private readonly logger = new Logger(SpendQuota.name);

  constructor(
    private readonly usage: UsageCounter,
    private readonly clock: Clock,
  ) {}

  /** `undefined` for callers without a quota. @throws DomainError `QUOTA_EXCEEDED`. */
  async execute({ keyId, quota }: Caller): Promise<SpentQuota | undefined> {
    if (quota === undefined) return undefined;
    const now = this.clock.now();
    const month = usageMonth(now);
    if (await this.usage.spend(keyId, month, quota)) return { keyId, month };
    throw new DomainError(
      'QUOTA_EXCEEDED',
      `The ${quota} analyses of ${month} that this key may ask for are used up.`,
      {
        remediation: 'Wait for the next month (UTC), or ask an administrator for a key with a larger quota.',
        retryAfterSeconds: Math.ceil(untilNextMonth(now) / SECOND_MS),
      },
    );
  }

  /** Of a submission that was not accepted after all; nothing, where nothing was spent. Never rejects. */
  async giveBack(spent: SpentQuota | undefined): Promise<void> {
    if (spent === undefined) return;
    await this.usage.giveBack(spent.keyId, spent.month).catch((error: unknown) => {
      this.logger.warn({ err: error, key_id: spent.keyId }, 'Failed to give a submission of the quota back');
    });
  }
}
