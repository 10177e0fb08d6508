import type { Clock } from '#application/ports/clock.port';
import type { ContentKey } from '#domain/jobs/analysis-options';
import type { ResultLedger } from './result-ledger';

/** A result that is read often is written down as used once in this time. */
const TOUCH_EVERY_MS = 10_000;
const FLUSH_EVERY_MS = 5000;
const MOST_TOUCHED = 10_000;

/** Who reads does not wait for the ledger: hits, misses and times of use are gathered and written from time to time. */
export class CacheUse {
  private hits = 0;
  private misses = 0;
  private readonly touched = new Map<ContentKey, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ledger: ResultLedger,
    private readonly clock: Clock,
    private readonly onFault: (error: unknown) => void,
  ) {}

  hit(content: ContentKey): void {
    this.hits += 1;
    this.schedule();
    const now = this.clock.now();
    if (now - (this.touched.get(content) ?? 0) < TOUCH_EVERY_MS) return;
    if (this.touched.size >= MOST_TOUCHED) this.touched.clear();
    this.touched.set(content, now);
    this.ledger.touch(content, now).catch(this.onFault);
  }

  miss(): void {
    this.misses += 1;
    this.schedule();
  }

  /** What is not written for a fault is not counted. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { hits, misses } = this;
    if (hits + misses === 0) return;
    this.hits = 0;
    this.misses = 0;
    await this.ledger.count(hits, misses);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.flush().catch(this.onFault);
    }, FLUSH_EVERY_MS).unref();
  }
}
