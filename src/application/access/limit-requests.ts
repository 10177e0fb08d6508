import { Injectable } from '@nestjs/common';

import type { RateVerdict } from '#application/ports/rate-limiter.port';
import { RateLimiter } from '#application/ports/rate-limiter.port';
import type { Caller } from '#domain/access/caller';
import type { LimitedKind } from '#domain/access/rate-limits';
import { globalWindowsOf, windowsOf } from '#domain/access/rate-limits';
import { AccessSettings } from './access.settings';

const EVERYBODY = 'global';

export interface CountedRequest extends Omit<RateVerdict, 'ticket'> {
  /** As if it had never come. */
  readonly takeBack: () => Promise<void>;
}

/** Counts a request against its caller's limits and the ceiling of all; one that either refuses counts in neither. */
@Injectable()
export class LimitRequests {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly settings: AccessSettings,
  ) {}

  /**
   * Of the two the one with least left.
   * @param isPaced of something that comes one after the other within one request: how many come at once need not be asked.
   * @throws DomainError `SERVICE_UNAVAILABLE`.
   */
  async execute({ keyId, limits }: Caller, kind: LimitedKind, isPaced = false): Promise<CountedRequest> {
    const budget = { subject: keyId, kind };
    const windows = windowsOf(kind, this.settings.rateLimits, limits);
    const own = await this.limiter.take(budget, isPaced ? windows.slice(0, 1) : windows);
    if (!own.allowed) return { ...own, takeBack: () => Promise.resolve() };
    const everybody = { subject: EVERYBODY, kind };
    const all = await this.limiter.take(everybody, globalWindowsOf(kind, this.settings.globalLimits));
    if (!all.allowed) await this.limiter.giveBack(budget, own.ticket);
    const takeBack = async (): Promise<void> => {
      await this.limiter.giveBack(budget, own.ticket);
      await this.limiter.giveBack(everybody, all.ticket);
    };
    const tightest = all.allowed && own.state.remaining <= all.state.remaining ? own : all;
    return { ...tightest, takeBack };
  }
}
