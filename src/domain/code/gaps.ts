import type { CodeOrder } from './code-order';
import type { CodeState } from './code-state';
import { STATE } from './code-state';
import type { Descent } from './descent';
import { FLOW } from './flow';
import type { KnownBounds } from './known-bounds';

const ALIGNMENT = 16;
/** Instructions of one that is tried, and of all for each byte of code. */
const MOST_TRIED = 400;
const TRIED_PER_BYTE = 0.25;
const LEAST_INSTRUCTIONS = 3;
const MOST_ROUNDS = 8;

/** Functions that nothing known leads to, by evidence: something names the place, or what stands there reads as one. */
export class Gaps {
  private allowance: number;

  constructor(
    private readonly order: CodeOrder,
    private readonly state: CodeState,
    private readonly bounds: KnownBounds,
    private readonly descent: Descent,
  ) {
    this.allowance = state.length * TRIED_PER_BYTE;
  }

  /** Of what lies within the bounds of functions, and what instructions name, again while that names more. */
  follow(): void {
    const { descent, bounds } = this;
    for (let index = 0; index < bounds.count; index++) {
      descent.followRest(index, (place) => this.paddingAt(place));
      if (index % 64 === 0) descent.follow();
    }
    descent.follow();
    let seen = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { to, count } = descent.references;
      for (; seen < count; seen++) if (this.mayBeNamed(to.at(seen))) descent.addFunction(to.at(seen));
      descent.follow();
      if (seen === descent.references.count) break;
    }
  }

  /** Between the functions. @returns the places of those that were taken by how they read. */
  search(): ReadonlySet<number> {
    const guessed = new Set<number>();
    const { state, descent } = this;
    let place = 0;
    while (place < state.length && descent.unread === undefined) {
      if (!state.isUnknown(place)) {
        place += 1;
        continue;
      }
      const padding = this.knownFrom(place) || this.paddingAt(place);
      if (padding > 0) {
        place += padding;
        continue;
      }
      if (this.readsAsFunction(place) && descent.addFunction(place)) {
        guessed.add(place);
        descent.follow();
      }
      if (state.isUnknown(place) || !state.isInstruction(place)) place += ALIGNMENT - (place % ALIGNMENT);
    }
    return guessed;
  }

  /** Bytes to where bounds of functions, or stubs of imports, end. */
  private knownFrom(place: number): number {
    const around = this.bounds.around(place);
    if (around >= 0) return this.bounds.end(around) - place;
    const stub = this.order.image.stubs.find(([start, end]) => place >= start && place < end);
    return stub === undefined ? 0 : stub[1] - place;
  }

  /** Bytes of it; 0 for what does something. */
  private paddingAt(place: number): number {
    const { run, image } = this.order;
    if (image.bytes[place] === 0) return 1;
    run.begin(false);
    const length = run.step(place);
    return length > 0 && run.isPadding ? length : 0;
  }

  private mayBeNamed(place: number): boolean {
    if (!this.state.isUnknown(place) || this.bounds.isInside(place)) return false;
    return this.order.run.isPrelude(place) || (place % ALIGNMENT === 0 && this.isBehindEnd(place) && this.reads(place));
  }

  private readsAsFunction(place: number): boolean {
    if (this.order.run.isPrelude(place)) return true;
    return this.order.looksForOthers && this.isBehindEnd(place) && this.reads(place);
  }

  /** Before it is padding, the end of an instruction, or no code. */
  private isBehindEnd(place: number): boolean {
    const { state } = this;
    if (place === 0) return true;
    const before = state.at(place - 1);
    return before !== STATE.unknown || this.order.image.bytes[place - 1] !== 0xff;
  }

  /** Whether what begins there comes to ends everywhere, and leads into the midst of nothing that is known. */
  private reads(start: number): boolean {
    const { state, order } = this;
    const { run } = order;
    const seen = new Set<number>();
    const work = [start];
    let hasEnd = false;
    run.begin(false);
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      for (;;) {
        if (seen.has(at)) break;
        if (state.isFunction(at)) {
          hasEnd = true;
          break;
        }
        if (!state.isUnknown(at) || seen.size > MOST_TRIED || this.allowance-- <= 0) return false;
        const length = run.step(at);
        if (length === 0) return false;
        seen.add(at);
        const { flow, target } = run;
        if (flow === FLOW.call && !this.mayLead(target)) return false;
        if (flow === FLOW.jump || flow === FLOW.branch) {
          if (!this.mayLead(target)) return false;
          work.push(target);
        }
        if (flow === FLOW.return || flow === FLOW.indirectJump) hasEnd = true;
        if (flow !== FLOW.next && flow !== FLOW.branch && flow !== FLOW.call && flow !== FLOW.indirectCall) break;
        at += length;
      }
    }
    return hasEnd && seen.size >= LEAST_INSTRUCTIONS;
  }

  private mayLead(target: number): boolean {
    return this.state.isFunction(target) || (this.state.isUnknown(target) && !this.bounds.isInside(target));
  }
}
