import type { CodeOrder } from './code-order';
import type { CodeState } from './code-state';
import { FLOW } from './flow';
import type { KnownBounds } from './known-bounds';

/** Instructions of one that is tried, and of all for each byte of code. */
const MOST_TRIED = 400;
const TRIED_PER_BYTE = 0.25;
const LEAST_INSTRUCTIONS = 3;

/** What reading a piece of code comes to. */
type Outcome = 'ends' | 'goes elsewhere' | 'none';

/** Reads what nothing leads to without taking it, to see whether it is a function. */
export class TrialReading {
  private allowance: number;
  private readonly seen = new Set<number>();
  private readonly work: number[] = [];

  constructor(
    private readonly order: CodeOrder,
    private readonly state: CodeState,
    private readonly bounds: KnownBounds,
  ) {
    this.allowance = state.length * TRIED_PER_BYTE;
  }

  /** Whether what begins there comes to ends everywhere, and leads into the midst of nothing that is known. */
  isFunction(start: number): boolean {
    this.seen.clear();
    this.work.length = 0;
    this.work.push(start);
    this.order.run.begin(false);
    let hasEnd = false;
    for (let at = this.work.pop(); at !== undefined; at = this.work.pop()) {
      const outcome = this.runFrom(at);
      if (outcome === 'none') return false;
      hasEnd ||= outcome === 'ends';
    }
    return hasEnd && this.seen.size >= LEAST_INSTRUCTIONS;
  }

  private runFrom(start: number): Outcome {
    const { state, order, seen } = this;
    for (let at = start; !seen.has(at); at += order.run.length) {
      if (state.isFunction(at)) return 'ends';
      if (!state.isUnread(at) || seen.size > MOST_TRIED || this.allowance-- <= 0) return 'none';
      if (order.run.step(at) === 0) return 'none';
      seen.add(at);
      const outcome = this.outcome();
      if (outcome !== undefined) return outcome;
    }
    return 'goes elsewhere';
  }

  /** Of the last instruction; `undefined` where it goes on to the next one. */
  private outcome(): Outcome | undefined {
    const { flow, target } = this.order.run;
    switch (flow) {
      case FLOW.return:
      case FLOW.indirectJump:
        return 'ends';
      case FLOW.stop:
        return 'goes elsewhere';
      case FLOW.call:
        return this.mayLead(target) ? undefined : 'none';
      case FLOW.jump:
      case FLOW.branch:
        this.work.push(target);
        if (!this.mayLead(target)) return 'none';
        return flow === FLOW.jump ? 'goes elsewhere' : undefined;
      case FLOW.next:
      case FLOW.indirectCall:
        return undefined;
    }
  }

  private mayLead(target: number): boolean {
    return this.state.isFunction(target) || (this.state.isUnread(target) && !this.bounds.isInside(target));
  }
}
