import { STATE } from './code-state';
import type { Flow } from './flow';
import { FLOW } from './flow';
import type { PointerTrail } from './pointer-trail';

/** Instructions before and behind the one that takes an address that are looked at. */
const BEFORE = 8;
const BEHIND = 14;
const LONGEST = 15;

/** What stands beside an instruction that takes an address: how many bytes or entries there are, as the program itself goes by. */
export abstract class CountsBeside {
  private readonly starts = new Int32Array(BEFORE + 1);

  /** @param marks what is known of each byte of code, as `STATE` has it. */
  protected constructor(
    private readonly marks: Uint8Array,
    protected readonly trail: PointerTrail,
  ) {}

  /** What goes with the pointer; 0 where nothing known does. */
  get count(): number {
    return this.trail.count;
  }

  /** Other numbers beside it. */
  get others(): readonly number[] {
    return this.trail.others;
  }

  /** Looks at what is around an instruction. @returns whether that takes an address into a register, and no more. */
  look(place: number): boolean {
    const { trail } = this;
    const register = this.pointerAt(place);
    if (register < 0) return false;
    trail.begin();
    for (let at = this.firstBefore(place); at < place; at = this.next(at)) this.runBefore(at);
    this.pointerAt(place);
    trail.setPointer(register);
    let at = this.next(place);
    for (let steps = 0; steps < BEHIND && trail.count === 0 && this.isStart(at) && !this.isFunction(at); steps++) {
      const flow = this.decodeAt(at);
      if (flow !== FLOW.next && flow !== FLOW.branch) break;
      if (flow === FLOW.next) this.follow(at);
      at = this.next(at);
    }
    trail.pass();
    return true;
  }

  /** The register into which the instruction takes an address; below 0 where it does not. */
  protected abstract pointerAt(place: number): number;
  protected abstract decodeAt(place: number): Flow;
  /** What the instruction that was decoded does to registers and memory. */
  protected abstract follow(place: number): void;

  private runBefore(at: number): void {
    const flow = this.decodeAt(at);
    if (flow === FLOW.next) this.follow(at);
    else if (flow === FLOW.call || flow === FLOW.indirectCall) this.trail.forget();
    // What is behind a jump is reached from elsewhere.
    else if (flow !== FLOW.branch) this.trail.begin();
  }

  private firstBefore(place: number): number {
    const { starts } = this;
    starts[0] = place;
    for (let count = 1; count <= BEFORE; count++) {
      const behind = starts[count - 1] ?? place;
      if (this.isFunction(behind)) return behind;
      const at = this.before(behind);
      if (at < 0) return behind;
      starts[count] = at;
    }
    return starts[BEFORE] ?? place;
  }

  /** Where the instruction begins that ends at a place; below 0 where none does. */
  private before(place: number): number {
    for (let at = place - 1; at >= Math.max(0, place - LONGEST); at--) {
      if (this.isStart(at)) return this.next(at) === place ? at : -1;
    }
    return -1;
  }

  private next(place: number): number {
    return place + ((this.marks[place] ?? 0) & STATE.length);
  }

  private isStart(place: number): boolean {
    const mark = this.marks[place] ?? STATE.none;
    return (mark & STATE.body) === 0 && (mark & STATE.length) !== 0;
  }

  private isFunction(place: number): boolean {
    return this.isStart(place) && ((this.marks[place] ?? 0) & STATE.function) !== 0;
  }
}
