import type { Target } from './hostile-clients';
import { LivePoller } from './live-poller';
import type { Watched } from './watch';
import { MAY_STAY_MB, watched } from './watch';

/** Beside the worst of the idle service. */
const MAY_WAIT_MS = 100;
/** A service that freezes does so every time; a machine that gives its processor to others does not. */
const TRIES = 5;
const IDLE_MS = 3000;

/** Watches what is done to a service, prints how it lived, and keeps what has to be mended. */
export class Judge {
  readonly faults: string[] = [];

  constructor(
    private readonly target: Target,
    private idleMs: number,
  ) {}

  expect(holds: boolean, fault: string): void {
    if (!holds) this.faults.push(fault);
  }

  /** Does it again where the service answered late, and sees how late it is now when idle. Resolves to what came of it the last time. */
  async watch(what: string, act: () => Promise<string>): Promise<string> {
    for (let time = 1; ; time += 1) {
      const seen = await watched(this.target, act);
      this.print(what, seen);
      const isLate = seen.live.worstMs > this.idleMs + MAY_WAIT_MS;
      if (isLate && time < TRIES) {
        const idle = await LivePoller.idle(this.target.url, IDLE_MS);
        this.idleMs = Math.max(this.idleMs, idle.worstMs);
        continue;
      }
      this.expect(!isLate, `${what}: ${seen.live.worstMs.toFixed(0)} ms until the service said that it lives`);
      this.expect(seen.live.failures === 0, `${what}: ${seen.live.failures} polls failed`);
      this.expect(seen.memory.after <= seen.memory.before + MAY_STAY_MB, `${what}: the memory did not come back`);
      return seen.result;
    }
  }

  private print(what: string, { result, live, memory }: Watched<string>): void {
    const { before, most, after } = memory;
    const beside = `live ${live.worstMs.toFixed(1).padStart(6)} ms, memory ${before}, ${most}, ${after} MB`;
    console.log(`${what.padEnd(36)} ${beside}  ${result}`);
  }
}
