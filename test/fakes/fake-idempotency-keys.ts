import type { Clock } from '#application/ports/clock.port';
import type { KeyedRequest } from '#application/ports/idempotency-keys.port';
import { IdempotencyKeys } from '#application/ports/idempotency-keys.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { DAY_MS } from '#domain/shared/quantities';
import { FakeClock } from './fake-clock';

/** Idempotency keys in memory. */
export class FakeIdempotencyKeys extends IdempotencyKeys {
  private readonly claims = new Map<string, { readonly request: KeyedRequest; readonly until: number }>();

  constructor(private readonly clock: Clock = new FakeClock()) {
    super();
  }

  async claim(ownerId: string, key: string, request: KeyedRequest): Promise<KeyedRequest> {
    await Promise.resolve();
    const name = JSON.stringify([ownerId, key]);
    const first = this.claims.get(name);
    if (first !== undefined && first.until > this.clock.now()) return first.request;
    this.claims.set(name, { request, until: this.clock.now() + DAY_MS });
    return request;
  }

  async release(ownerId: string, key: string, jobId: JobId): Promise<void> {
    await Promise.resolve();
    const name = JSON.stringify([ownerId, key]);
    if (this.claims.get(name)?.request.jobId === jobId) this.claims.delete(name);
  }
}
