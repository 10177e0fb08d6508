import type { LibmagicHelper } from './libmagic-helper';

/** `retry`: the one that was counted on is gone, and could not be replaced. */
type Waiting = (got: LibmagicHelper | 'late' | 'retry') => void;

/** What a process may have leaked is given back after so many files. */
const MAX_CALLS = 50_000;

export class HelpersStopped extends Error {
  override readonly name = 'HelpersStopped';

  constructor() {
    super('The helpers are stopped');
  }
}

/** A few helpers, started when they are needed, each lent to one caller at a time, in the order in which callers came. */
export class HelperPool {
  private readonly idle: LibmagicHelper[] = [];
  private readonly lent = new Set<LibmagicHelper>();
  private readonly waiting: Waiting[] = [];
  /** Starts that no caller waits for; settled when the helper is idle, or gone. */
  private readonly background = new Set<Promise<void>>();
  private starting = 0;
  private isClosed = false;
  /** Not after a start that failed, until one succeeds. */
  private startsSpares = true;
  private died = 0;

  constructor(
    private readonly size: number,
    private readonly start: () => Promise<LibmagicHelper>,
  ) {}

  /** How many have died, or were killed, over a file. */
  get deaths(): number {
    return this.died;
  }

  /** Give it back. `undefined` after `timeoutMs` without one. @throws what starting one throws. */
  async borrow(timeoutMs: number): Promise<LibmagicHelper | undefined> {
    const started = performance.now();
    for (;;) {
      if (this.isClosed) throw new HelpersStopped();
      const free = this.takeIdle();
      if (free !== undefined) return this.lend(free);
      if (this.lent.size + this.starting < this.size) return this.startOne();
      const got = await this.wait(Math.max(0, timeoutMs - (performance.now() - started)));
      if (got === 'late') return undefined;
      if (got !== 'retry') return got;
    }
  }

  /** One more for a caller who has one, when nobody else needs it. Where there is none yet, the next caller will find one. */
  borrowSpare(): LibmagicHelper | undefined {
    const free = this.takeIdle();
    if (free !== undefined) return this.lend(free);
    const hasRoom = this.lent.size + this.starting < this.size;
    if (hasRoom && this.starting === 0 && !this.isClosed && this.startsSpares) {
      this.startAnother(() => {
        // Whoever needs one tries again, and gets to know why it fails.
        this.startsSpares = false;
      });
    }
    return undefined;
  }

  /** Whatever state it is in. */
  giveBack(helper: LibmagicHelper): void {
    this.lent.delete(helper);
    if (!helper.isAlive) this.died += 1;
    if (helper.isAlive && helper.calls < MAX_CALLS && !this.isClosed) {
      this.hand(helper);
      return;
    }
    void helper.stop();
    this.replaceForWaiting();
  }

  /** Idempotent: all end, and nobody gets one any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const waiting of this.waiting.splice(0)) waiting('retry');
    await Promise.all([...this.idle.splice(0), ...this.lent].map((helper) => helper.stop()));
    await Promise.all(this.background);
  }

  private takeIdle(): LibmagicHelper | undefined {
    for (let helper = this.idle.pop(); helper !== undefined; helper = this.idle.pop()) {
      if (helper.isAlive) return helper;
    }
    return undefined;
  }

  private async startOne(): Promise<LibmagicHelper> {
    this.starting += 1;
    try {
      const helper = await this.start();
      this.startsSpares = true;
      if (this.isClosed) {
        await helper.stop();
        throw new HelpersStopped();
      }
      return this.lend(helper);
    } finally {
      this.starting -= 1;
    }
  }

  private lend(helper: LibmagicHelper): LibmagicHelper {
    this.lent.add(helper);
    return helper;
  }

  private hand(helper: LibmagicHelper): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(helper);
    else next(this.lend(helper));
  }

  /** Who waits has counted on the one that is gone. */
  private replaceForWaiting(): void {
    if (this.waiting.length === 0 || this.isClosed) return;
    this.startAnother(() => {
      // The one who waits tries himself, and gets to know why it fails.
      this.waiting.shift()?.('retry');
    });
  }

  private startAnother(failed: () => void): void {
    const started = this.startOne()
      .then((helper) => {
        this.lent.delete(helper);
        this.hand(helper);
      }, failed)
      .finally(() => this.background.delete(started));
    this.background.add(started);
  }

  private wait(timeoutMs: number): Promise<LibmagicHelper | 'late' | 'retry'> {
    return new Promise((resolve) => {
      const settle: Waiting = (got) => {
        clearTimeout(timer);
        resolve(got);
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(settle), 1);
        resolve('late');
      }, timeoutMs);
      this.waiting.push(settle);
    });
  }
}
