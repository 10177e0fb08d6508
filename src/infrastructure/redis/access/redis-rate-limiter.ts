import { Injectable } from '@nestjs/common';

import type { RateBudget, RateVerdict } from '#application/ports/rate-limiter.port';
import { RateLimiter } from '#application/ports/rate-limiter.port';
import type { RateWindow } from '#domain/access/rate-limits';
import { askRedis } from '#infrastructure/redis/connection/ask-redis';
import { RedisConnections } from '#infrastructure/redis/connection/redis-connections';
import { TAKE_RATE } from './rate-script';

/** The budgets of one subject share a slot of a cluster. */
export const rateKey = ({ subject, kind }: RateBudget): string => `rate:{${subject}}:${kind}`;

/** A list of times for each budget, looked at and added to by one script. */
@Injectable()
export class RedisRateLimiter extends RateLimiter {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async take(budget: RateBudget, windows: readonly RateWindow[]): Promise<RateVerdict> {
    const longest = Math.max(...windows.map(({ milliseconds }) => milliseconds));
    const args = [longest * 1000, ...windows.flatMap(({ limit, milliseconds }) => [limit, milliseconds * 1000])];
    const reply = await askRedis('count a request', () =>
      TAKE_RATE.run(this.connections.commands, [rateKey(budget)], args),
    );
    const [allowed, ticket, limit, remaining, resetMicroseconds] = reply as [number, string, number, number, number];
    return { allowed: allowed === 1, ticket, state: { limit, remaining, resetMs: resetMicroseconds / 1000 } };
  }

  async giveBack(budget: RateBudget, ticket: string): Promise<void> {
    // Times are unique in their list, and what is given back is among the newest.
    await askRedis('take a counted request back', () => this.connections.commands.lrem(rateKey(budget), -1, ticket));
  }
}
