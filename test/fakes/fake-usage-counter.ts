import { UsageCounter } from '#application/ports/usage-counter.port';
import type { UsageMonth } from '#domain/access/usage-month';

/** Counters in memory. */
export class FakeUsageCounter extends UsageCounter {
  private readonly counts = new Map<string, number>();

  async spend(keyId: string, month: UsageMonth, quota: number): Promise<boolean> {
    await Promise.resolve();
    const count = this.countOf(keyId, month);
    if (count >= quota) return false;
    this.counts.set(`${keyId} ${month}`, count + 1);
    return true;
  }

  async giveBack(keyId: string, month: UsageMonth): Promise<void> {
    await Promise.resolve();
    this.counts.set(`${keyId} ${month}`, Math.max(0, this.countOf(keyId, month) - 1));
  }

  async spent(keyIds: readonly string[], month: UsageMonth): Promise<readonly number[]> {
    await Promise.resolve();
    return keyIds.map((keyId) => this.countOf(keyId, month));
  }

  private countOf(keyId: string, month: UsageMonth): number {
    return this.counts.get(`${keyId} ${month}`) ?? 0;
  }
}
