import type { CodeOrder, Unread } from './code-order';
import { CodeReferences, REFERENCE } from './code-references';
import type { CodeState } from './code-state';
import { STATE } from './code-state';
import { FLOW } from './flow';
import { NOWHERE } from './instruction-run';
import { IntList } from './int-list';
import { JumpTargets } from './jump-targets';
import type { KnownBounds } from './known-bounds';

const INSTRUCTIONS_PER_LOOK = 4096;

/** Follows the code from where functions are known to begin, instruction by instruction, each once. */
export class Descent {
  readonly references = new CodeReferences();
  readonly targets: JumpTargets;
  unread: Unread | undefined;
  /** What does not return: as the order says, and functions that came to no return. Calls that are followed go by the order alone. */
  readonly final: Set<number>;
  /** The function that is followed came to a return, or to what nobody knows. */
  private mayReturn = false;
  /** Functions that are still to be followed, and blocks of the one that is. */
  private readonly functions = new IntList();
  private followed = 0;
  /** Where jumps lead out of a function's bounds. */
  private readonly strays = new IntList();
  private strayed = 0;
  private readonly blocks = new IntList();
  private untilLook = INSTRUCTIONS_PER_LOOK;
  /** Where the function that is followed may lie. */
  private low = 0;
  private high = 0;

  constructor(
    private readonly order: CodeOrder,
    private readonly state: CodeState,
    private readonly bounds: KnownBounds,
  ) {
    this.targets = new JumpTargets(order.image, state, bounds);
    this.final = new Set(order.final);
  }

  /** A function begins there. Whether it is one that is new. */
  addFunction(place: number): boolean {
    const { state } = this;
    if (!state.mayBegin(place) || state.isFunction(place) || !this.isAligned(place)) return false;
    state.mark(place, STATE.function | STATE.leader);
    this.functions.push(place);
    return true;
  }

  /** Follows what is known, and what that leads to. */
  follow(): void {
    while (this.unread === undefined) {
      if (this.followed < this.functions.length) this.followFrom(this.functions.at(this.followed++), true);
      else if (this.strayed < this.strays.length) this.followFrom(this.strays.at(this.strayed++), false);
      else break;
    }
  }

  private followFrom(place: number, isFunction: boolean): void {
    const { bounds } = this;
    const index = bounds.around(place);
    this.low = index >= 0 ? bounds.start(index) : bounds.lastEnd(place);
    this.high = index >= 0 ? bounds.end(index) : bounds.nextStart(place, this.state.length);
    this.mayReturn = false;
    this.followBlocks(place, isFunction);
    if (isFunction && this.comesToNoReturn()) this.final.add(place);
  }

  private comesToNoReturn(): boolean {
    return !this.mayReturn;
  }

  /** What lies within the bounds of a function and nothing led to: landing pads, mostly. Padding is none. */
  followRest(index: number, isPadding: (place: number) => number): void {
    const { state, bounds } = this;
    const { alignment } = this.order.run;
    this.low = bounds.start(index);
    this.high = bounds.end(index);
    let place = this.low;
    while (place < this.high && this.unread === undefined) {
      const padding = state.isUnread(place) ? isPadding(place) : alignment;
      if (padding > 0) place += padding;
      else {
        state.mark(place, STATE.leader);
        this.followBlocks(place, false);
        if ((state.at(place) & STATE.length) === 0) state.bytes[place] = STATE.none;
        place += alignment;
      }
    }
  }

  private followBlocks(place: number, isFunction: boolean): void {
    this.blocks.push(place);
    let begins = isFunction;
    while (this.blocks.length > 0 && this.unread === undefined) {
      this.runFrom(this.blocks.pop(), begins);
      begins = false;
    }
    this.blocks.length = 0;
  }

  /** One instruction behind the other, up to one that does not go on, or to what is known. */
  private runFrom(start: number, isFunction: boolean): void {
    const { state } = this;
    const { run } = this.order;
    run.begin(isFunction);
    let at = start;
    while (at < this.high && !this.isKnown(at, start)) {
      const length = run.step(at);
      if (length === 0) break;
      const { flow } = run;
      if (!state.take(at, length, flow === FLOW.next ? 0 : STATE.flow)) break;
      if (run.placed !== 0) state.place(at, run.placed);
      if (this.isOver()) break;
      this.refer(at);
      if (flow !== FLOW.next && !this.goesOn(at, at + length)) return;
      at += length;
    }
    // What is known, and what cannot be read, may return.
    this.mayReturn = true;
  }

  /** None, the midst of an instruction, read before, or another function. What was read before begins a block. */
  private isKnown(at: number, start: number): boolean {
    const known = this.state.at(at);
    if ((known & STATE.body) !== 0) return true;
    if ((known & STATE.length) !== 0) {
      this.state.mark(at, STATE.leader);
      return true;
    }
    return (known & STATE.function) !== 0 && at !== start;
  }

  private refer(at: number): void {
    const { run, image } = this.order;
    const { reference } = run;
    if (reference === NOWHERE || !image.memory.holds(reference)) return;
    this.references.add(at, reference, run.isSlot ? REFERENCE.slot : REFERENCE.data);
  }

  /** What an instruction leads to besides the next one, and whether it leads there too. */
  private goesOn(at: number, next: number): boolean {
    const { run, final } = this.order;
    switch (run.flow) {
      case FLOW.call:
        // Of the next instruction: where am I?
        if (run.target === next) return true;
        this.callTo(run.target);
        return !final.has(run.target);
      case FLOW.indirectCall:
        return !(run.isSlot && final.has(run.reference));
      case FLOW.jump:
        this.jumpTo(run.target);
        return false;
      case FLOW.branch:
        this.jumpTo(run.target);
        this.leads(next);
        return true;
      case FLOW.indirectJump:
        if (run.isSlot) this.mayReturn ||= !final.has(run.reference);
        else this.jumpThroughTable(at);
        return false;
      case FLOW.next:
        return true;
      case FLOW.return:
        this.mayReturn = true;
        return false;
      case FLOW.stop:
        return false;
    }
  }

  private leads(place: number): void {
    if (this.state.mayBegin(place)) this.state.mark(place, STATE.leader);
  }

  private callTo(target: number): void {
    if (!this.bounds.isInside(target)) this.addFunction(target);
    else this.leads(target);
  }

  private jumpTo(target: number): void {
    const { state } = this;
    if (!state.mayBegin(target) || !this.isAligned(target)) {
      this.mayReturn = true;
      return;
    }
    state.mark(target, STATE.leader);
    this.mayReturn ||= !this.final.has(target) && (state.isFunction(target) || state.isInstruction(target));
    if (state.isInstruction(target)) return;
    if (target >= this.low && target < this.high) this.blocks.push(target);
    // What lies within the bounds of another is followed with that.
    else {
      this.mayReturn = true;
      if (!this.bounds.isInside(target)) this.strays.push(target);
    }
  }

  private jumpThroughTable(at: number): void {
    const table = this.order.run.table();
    if (table === undefined) {
      this.mayReturn = true;
      return;
    }
    for (const target of this.targets.add(at, table, this.low, this.high)) {
      if (!this.isAligned(target)) continue;
      this.order.run.leadsTo(target);
      this.state.mark(target, STATE.leader);
      if (!this.state.isInstruction(target)) this.blocks.push(target);
    }
    this.mayReturn ||= !this.targets.hasAll(at);
  }

  private isAligned(place: number): boolean {
    return place % this.order.run.alignment === 0;
  }

  /** Asked for each instruction, whoever reads it: whether the time is over. */
  isOver(): boolean {
    if (--this.untilLook > 0) return this.unread !== undefined;
    this.untilLook = INSTRUCTIONS_PER_LOOK;
    if (this.order.isOver()) this.unread = 'time';
    return this.unread !== undefined;
  }
}
