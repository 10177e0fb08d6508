import type { CodeOrder } from './code-order';
import type { CodeState } from './code-state';
import type { Descent } from './descent';
import { FLOW } from './flow';
import type { KnownBounds } from './known-bounds';

/** Instructions of one that is tried, and of all for each byte of code. */
const MOST_TRIED = 400;
const TRIED_PER_BYTE = 1;
const LEAST_INSTRUCTIONS = 3;

/** What reading a piece of code comes to. */
type Outcome = 'ends' | 'goes elsewhere' | 'none';

/** Reads what nothing leads to without taking it, to see whether it is a function. */
export class TrialReading {
  private allowance: number;
  private readonly seen = new Set<number>();
  /** Where it goes on, and bytes that are on the stack there. */
  private readonly work: (readonly [place: number, depth: number])[] = [];
  private depth = 0;

  constructor(
    private readonly order: CodeOrder,
    private readonly state: CodeState,
    private readonly bounds: KnownBounds,
    private readonly descent: Pick<Descent, 'final' | 'isOver'>,
  ) {
    this.allowance = state.length * TRIED_PER_BYTE;
  }

  /**
   * Whether what begins there comes to ends everywhere, leads into the midst of nothing that is known, and takes nothing off the stack
   * that it has not put there: as the rest of a function does.
   */
  isFunction(start: number): boolean {
    this.seen.clear();
    this.work.length = 0;
    this.work.push([start, 0]);
    this.order.run.begin(true);
    let hasEnd = false;
    for (let next = this.work.pop(); next !== undefined; next = this.work.pop()) {
      this.depth = next[1];
      const outcome = this.runFrom(next[0]);
      if (outcome === 'none') return false;
      hasEnd ||= outcome === 'ends';
    }
    const isFunction = hasEnd && this.seen.size >= LEAST_INSTRUCTIONS;
    // They are read for good now, and never tried again.
    if (isFunction) this.allowance += this.seen.size;
    return isFunction;
  }

  private runFrom(start: number): Outcome {
    const { state, order, seen } = this;
    for (let at = start; !seen.has(at); at += order.run.length) {
      if (state.isFunction(at)) return 'ends';
      if (!state.isUnread(at) || this.isSpent()) return 'none';
      if (order.run.step(at) === 0) return 'none';
      seen.add(at);
      this.depth += order.run.stack;
      if (this.depth < 0) return 'none';
      const outcome = this.outcome();
      if (outcome !== undefined) return outcome;
    }
    return 'goes elsewhere';
  }

  private isSpent(): boolean {
    return this.seen.size > MOST_TRIED || this.allowance-- <= 0 || this.descent.isOver();
  }

  /** Of the last instruction; `undefined` where it goes on to the next one. */
  private outcome(): Outcome | undefined {
    const { run } = this.order;
    const { flow, target, isSlot } = run;
    if (this.isFinal()) return 'goes elsewhere';
    switch (flow) {
      case FLOW.return:
        return 'ends';
      case FLOW.indirectJump:
        return isSlot ? 'ends' : this.ofTable();
      case FLOW.stop:
        return 'goes elsewhere';
      case FLOW.call:
        return this.mayLead(target) ? undefined : 'none';
      case FLOW.jump:
      case FLOW.branch:
        if (!this.mayLead(target)) return 'none';
        this.work.push([target, this.depth]);
        return flow === FLOW.jump ? 'goes elsewhere' : undefined;
      case FLOW.indirectCall:
      case FLOW.next:
        return undefined;
    }
  }

  /** Where the table leads is not followed. */
  private ofTable(): Outcome {
    return this.order.run.table() === undefined ? 'none' : 'goes elsewhere';
  }

  /** A call of what does not return. */
  private isFinal(): boolean {
    const { final } = this.descent;
    const { run } = this.order;
    if (run.flow === FLOW.call) return final.has(run.target);
    return run.flow === FLOW.indirectCall && run.isSlot && final.has(run.reference);
  }

  private mayLead(target: number): boolean {
    return this.state.isFunction(target) || (this.state.isUnread(target) && !this.bounds.isInside(target));
  }
}
