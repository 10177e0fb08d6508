import type { ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';

import type { CountedRequest } from '#application/access/limit-requests';
import { LimitRequests } from '#application/access/limit-requests';
import { AppConfig } from '#config/app-config';
import type { LimitedKind } from '#domain/access/rate-limits';
import { DomainError } from '#domain/shared/domain-error';
import type { Identity } from './identify-caller';
import { setRateHeaders, wholeSeconds } from './rate-headers';

/** Counts a request against the rate limits, where there are any, and says on its answer what is left. */
@Injectable()
export class CountRequest {
  private readonly logger = new Logger(CountRequest.name);

  constructor(
    private readonly limits: LimitRequests,
    private readonly config: AppConfig,
  ) {}

  /** Resolves to what takes it out again, which never rejects. @param isPaced as `LimitRequests` has it. @throws DomainError `RATE_LIMIT_EXCEEDED`, `SERVICE_UNAVAILABLE`. */
  async execute(
    { caller, scheme }: Pick<Identity, 'caller'> & Partial<Identity>,
    kind: LimitedKind,
    response: ServerResponse,
    isPaced = false,
  ): Promise<() => Promise<void>> {
    if (!this.config.features.rateLimiting) return NOTHING_COUNTED;
    const verdict = await this.limits.execute(caller, kind, isPaced).catch((error: unknown) => {
      // Basic users are known without Redis, and so is what their routes answer.
      if (scheme !== 'basic' || !(error instanceof DomainError)) throw error;
      this.logger.warn({ err: error }, 'A request is not counted: the rate limits cannot be reached');
      return undefined;
    });
    if (verdict === undefined) return NOTHING_COUNTED;
    if (!response.headersSent) setRateHeaders(response, verdict.state);
    if (verdict.allowed) return () => this.takeBack(verdict);
    const seconds = wholeSeconds(verdict.state.resetMs);
    throw new DomainError(
      'RATE_LIMIT_EXCEEDED',
      `Too many requests: ${verdict.state.limit} are allowed in this time.`,
      {
        remediation: `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
        retryAfterSeconds: seconds,
      },
    );
  }

  private async takeBack({ takeBack }: CountedRequest): Promise<void> {
    await takeBack().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'Failed to take a counted request back');
    });
  }
}

const NOTHING_COUNTED = (): Promise<void> => Promise.resolve();
