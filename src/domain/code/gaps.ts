import type { CodeOrder } from './code-order';
import type { CodeState } from './code-state';
import { ALIGNMENT } from './code-state';
import { dataPointers } from './data-pointers';
import type { Descent } from './descent';
import { KnownBounds } from './known-bounds';
import { TrialReading } from './trial-reading';

const MOST_ROUNDS = 8;

/** Functions that nothing known leads to, by evidence: something names the place, or what stands there reads as one. */
export class Gaps {
  private readonly trial: TrialReading;
  private readonly stubs: KnownBounds;

  constructor(
    private readonly order: CodeOrder,
    private readonly state: CodeState,
    private readonly bounds: KnownBounds,
    private readonly descent: Descent,
  ) {
    this.trial = new TrialReading(order, state, bounds, descent);
    const stubs = order.image.stubs.toSorted(([a], [b]) => a - b);
    this.stubs = new KnownBounds(
      stubs.map(([place, end]) => ({ place, size: end - place, isWhole: true })),
      state.length,
    );
  }

  /** Of what lies within the bounds of functions, and what pointers and instructions name, again while that names more. */
  follow(): void {
    const { descent, bounds } = this;
    for (let index = 0; index < bounds.count; index++) {
      descent.followRest(index, (place) => this.paddingAt(place));
      if (index % 64 === 0) descent.follow();
    }
    descent.follow();
    const pointers = dataPointers(this.order.image);
    for (let index = 0; index < pointers.length; index++) this.take(pointers.at(index));
    descent.follow();
    let seen = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { to, count } = descent.references;
      for (; seen < count; seen++) this.take(to.at(seen));
      descent.follow();
      if (seen === descent.references.count) break;
    }
  }

  /** A function where something names one that may be there. */
  private take(place: number): void {
    if (this.descent.unread === undefined && this.mayBeNamed(place)) this.descent.addFunction(place);
  }

  /** Between the functions. @returns the places of those that were taken by how they read. */
  search(): ReadonlySet<number> {
    const guessed = new Set<number>();
    const { state, descent } = this;
    const { alignment } = this.order.run;
    let place = 0;
    while (place < state.length && descent.unread === undefined) {
      const known = state.isUnread(place) ? this.knownFrom(place) || this.paddingAt(place) : alignment;
      if (known > 0) place += known;
      else if (this.readsAsFunction(place) && descent.addFunction(place)) {
        guessed.add(place);
        descent.follow();
        if (!state.isInstruction(place)) place += alignment;
      } else {
        place += alignment === 1 ? ALIGNMENT - this.state.offsetOf(place) : alignment;
      }
    }
    return guessed;
  }

  /** Bytes to where bounds of functions, or stubs of imports, end. */
  private knownFrom(place: number): number {
    const around = this.bounds.around(place);
    if (around >= 0) return this.bounds.end(around) - place;
    const stub = this.stubs.around(place);
    return stub >= 0 ? this.stubs.end(stub) - place : 0;
  }

  /** Bytes of it; 0 for what does something. */
  private paddingAt(place: number): number {
    const { run, image } = this.order;
    if (isZero(image.bytes, place, run.alignment)) return run.alignment;
    run.begin(false);
    const length = run.step(place);
    return length > 0 && run.isPadding ? length : 0;
  }

  private mayBeNamed(place: number): boolean {
    const { run } = this.order;
    if (!this.state.isUnread(place) || this.knownFrom(place) > 0) return false;
    if (run.isPrelude(place)) return true;
    const isAligned = run.alignment === 1 ? this.state.offsetOf(place) === 0 : place % run.alignment === 0;
    return isAligned && this.isBehindPadding(place) && this.trial.isFunction(place);
  }

  /** Directly behind what was read, or behind padding; which is within functions too, to where loops begin. */
  private readsAsFunction(place: number): boolean {
    if (this.order.run.isPrelude(place)) return true;
    if (!this.order.looksForOthers) return false;
    const mayBe = !this.state.isUnread(place - 1) || (this.state.offsetOf(place) === 0 && this.isBehindPadding(place));
    return mayBe && this.trial.isFunction(place);
  }

  private isBehindPadding(place: number): boolean {
    return !this.state.isUnread(place - 1) || this.order.run.isBehindPadding(place);
  }
}

function isZero(bytes: Uint8Array, start: number, length: number): boolean {
  for (let at = start; at < start + length; at++) if (bytes[at] !== 0) return false;
  return true;
}
