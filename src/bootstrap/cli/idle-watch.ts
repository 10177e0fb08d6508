import type { ServerResponse } from 'node:http';

const LOOKS = 20;
const LONGEST_PAUSE_MS = 5000;

/** Whether a service has had nothing to do for long. */
export class IdleWatch {
  private open = 0;
  private last: number;
  private looking = false;

  /** @param isDone whether nothing waits or runs that nobody is connected for; asked once nobody has asked for long */
  constructor(
    private readonly idleMs: number,
    private readonly isDone: () => Promise<boolean>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.last = now();
  }

  /** How often to look. */
  get pauseMs(): number {
    return Math.min(LONGEST_PAUSE_MS, this.idleMs / LOOKS);
  }

  /** A request has come; its own question is none. */
  note(response: Pick<ServerResponse, 'once'>): void {
    if (this.looking) return;
    this.open += 1;
    response.once('close', () => {
      this.open -= 1;
      this.last = this.now();
    });
  }

  async isIdle(): Promise<boolean> {
    if (this.open > 0 || this.now() - this.last < this.idleMs) return false;
    this.looking = true;
    try {
      if (await this.isDone()) return true;
      this.last = this.now();
      return false;
    } finally {
      this.looking = false;
    }
  }
}
