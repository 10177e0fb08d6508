import type { CodeOrder } from './code-order';
import type { CodeState } from './code-state';
import { STATE } from './code-state';
import type { Flow } from './flow';
import { FLOW } from './flow';
import { NOWHERE } from './instruction-run';
import { firstAbove, IntList } from './int-list';
import type { JumpTargets } from './jump-targets';

/** Of straight code that goes on to what nobody knows. */
export const LOST = 8;
export type BlockEnd = Flow | typeof LOST;
/** No block. */
export const NO_BLOCK = -1;
/** Bytes of code for each piece, beyond which code is taken for made up. */
const LEAST_BYTES_PER_PIECE = 3;
const PIECES_FREE = 100_000;

/**
 * Straight pieces of code in ascending order: basic blocks, which end behind calls too. Parallel lists by the piece's index.
 */
export class BlockTable {
  /** There are more of them than are looked at. */
  isTooLarge = false;
  readonly starts: Int32Array;
  private readonly ends = new IntList();
  private readonly lasts = new IntList();
  private readonly kinds = new IntList();
  private readonly goals = new IntList();
  private readonly counts = new IntList();
  private readonly ways: Int32Array;

  constructor(
    { run }: Pick<CodeOrder, 'run'>,
    private readonly state: CodeState,
    private readonly targets: JumpTargets,
  ) {
    const starts = new IntList();
    const most = PIECES_FREE + state.length / LEAST_BYTES_PER_PIECE;
    let start = NOWHERE;
    let last = 0;
    let count = 0;
    const close = (end: number, kind: BlockEnd, goal: number): void => {
      starts.push(start);
      this.ends.push(end);
      this.lasts.push(last);
      this.kinds.push(kind);
      this.goals.push(goal);
      this.counts.push(count);
      start = NOWHERE;
      count = 0;
      this.isTooLarge = starts.length > most;
    };
    const { bytes } = state;
    let at = 0;
    while (at < bytes.length && !this.isTooLarge) {
      const known = bytes[at] ?? STATE.none;
      const length = known & STATE.length;
      if (known === STATE.none || length === 0) {
        if (start !== NOWHERE) close(at, LOST, NOWHERE);
        at += 1;
        continue;
      }
      if (start !== NOWHERE && (known & (STATE.leader | STATE.function)) !== 0) close(at, FLOW.next, NOWHERE);
      if (start === NOWHERE) start = at;
      last = at;
      count += 1;
      at += length;
      if ((known & STATE.flow) !== 0) {
        run.step(last);
        close(at, run.flow, goalOf(run.flow, run.target, run.isSlot ? run.reference : NOWHERE, at));
      }
    }
    if (start !== NOWHERE) close(at, LOST, NOWHERE);
    this.starts = starts.view();
    this.ways = new Int32Array(this.count);
    for (let index = 0; index < this.count; index++) this.ways[index] = this.at(this.goals.at(index));
  }

  get count(): number {
    return this.starts.length;
  }

  start(index: number): number {
    return this.starts[index] ?? 0;
  }

  /** Behind its last byte. */
  end(index: number): number {
    return this.ends.at(index);
  }

  /** Of its last instruction. */
  last(index: number): number {
    return this.lasts.at(index);
  }

  kind(index: number): BlockEnd {
    return this.kinds.at(index) as BlockEnd;
  }

  /** Of a direct jump, branch or call: where it leads. Of an indirect one: its slot. Else `NOWHERE`. */
  goal(index: number): number {
    return this.goals.at(index);
  }

  /** The piece that begins where it leads directly. */
  way(index: number): number {
    return this.ways[index] ?? NO_BLOCK;
  }

  instructions(index: number): number {
    return this.counts.at(index);
  }

  isFunction(index: number): boolean {
    return this.state.isFunction(this.start(index));
  }

  /** Something leads to it besides the code before it. */
  isLeader(index: number): boolean {
    return (this.state.at(this.start(index)) & (STATE.leader | STATE.function)) !== 0;
  }

  /** That begins at a place. */
  at(place: number): number {
    if (place < 0) return NO_BLOCK;
    const index = firstAbove(this.starts, place) - 1;
    return index >= 0 && this.start(index) === place ? index : NO_BLOCK;
  }

  /** Directly behind. */
  next(index: number): number {
    return index >= 0 && index + 1 < this.count && this.start(index + 1) === this.end(index) ? index + 1 : NO_BLOCK;
  }

  /** Whether the code goes on to the next one, as far as its last instruction says. */
  fallsThrough(index: number): boolean {
    const kind = this.kind(index);
    return kind === FLOW.next || kind === FLOW.branch || kind === FLOW.call || kind === FLOW.indirectCall;
  }

  /** Where the table of its jump leads. */
  cases(index: number): Int32Array {
    return this.targets.of(this.last(index));
  }

  /** Whether it leads nowhere else. */
  hasAllCases(index: number): boolean {
    return this.targets.hasAll(this.last(index));
  }
}

/** A call of the next instruction asks where it lies. */
function goalOf(flow: Flow, target: number, slot: number, next: number): number {
  if (flow === FLOW.call) return target === next ? NOWHERE : target;
  if (flow === FLOW.jump || flow === FLOW.branch) return target;
  return slot;
}
