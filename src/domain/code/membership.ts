import type { BlockTable } from './block-table';
import { NO_BLOCK } from './block-table';
import type { CodeState } from './code-state';
import { STATE } from './code-state';
import { FLOW } from './flow';
import { NOWHERE } from './instruction-run';
import { IntList } from './int-list';
import type { KnownBounds } from './known-bounds';

const MOST_PASSES = 4;
/** Pieces that are followed to see whether they lead back. */
const MOST_FOLLOWED = 256;

/** Where a jump leads out of the function that it is in. */
interface Exit {
  readonly owner: number;
  /** Others jump there too. */
  isShared: boolean;
  /** A conditional one, which few compilers make to end a function by another. */
  isBranch: boolean;
}

/** Which function each piece of code is part of. */
export class Membership {
  /** By piece: the place of its function; `NOWHERE` for none. */
  readonly owners: Int32Array;
  /** Places of all functions, ascending. */
  starts: Int32Array = new Int32Array(0);
  /** By the piece that they lead to, in this pass. */
  private readonly exits = new Map<number, Exit>();

  constructor(
    private readonly table: BlockTable,
    private readonly returns: Uint8Array,
    private readonly state: CodeState,
    private readonly bounds: KnownBounds,
    private readonly final: ReadonlySet<number>,
  ) {
    this.owners = new Int32Array(table.count).fill(NOWHERE);
    for (let pass = 1; pass <= MOST_PASSES; pass++) {
      this.starts = this.functions();
      this.owners.fill(NOWHERE);
      this.exits.clear();
      for (let index = 0; index < this.starts.length; index++) {
        this.walkWindow(this.starts[index] ?? 0, this.starts[index + 1] ?? state.length);
      }
      if (!this.settleExits(pass < MOST_PASSES)) break;
    }
    this.takeRest();
  }

  /**
   * What lies within known bounds and nothing was seen to lead to, as landing pads and the cases of tables that are not understood, is
   * part of the function. What follows a call that does not return is filled up.
   */
  private takeRest(): void {
    const { table, owners, bounds } = this;
    for (let index = 0; index < table.count; index++) {
      if (owners[index] !== NOWHERE || !table.isLeader(index)) continue;
      const around = bounds.around(table.start(index));
      if (around < 0 || !this.state.isFunction(bounds.start(around))) continue;
      const [start, end] = [bounds.start(around), bounds.end(around)];
      this.walk(start, index, (place) => place >= start && place < end);
    }
  }

  /** Whether the code goes on behind a piece: a call that does not return ends it. */
  goesOn(index: number): boolean {
    const { table, returns, final } = this;
    if (!table.fallsThrough(index)) return false;
    const kind = table.kind(index);
    if (kind !== FLOW.call && kind !== FLOW.indirectCall) return true;
    const goal = table.goal(index);
    if (goal === NOWHERE) return true;
    if (final.has(goal)) return false;
    const callee = kind === FLOW.call ? table.way(index) : NO_BLOCK;
    return callee === NO_BLOCK || returns[callee] === 1;
  }

  private functions(): Int32Array {
    const { table } = this;
    const places = new IntList();
    for (let index = 0; index < table.count; index++) if (table.isFunction(index)) places.push(table.start(index));
    return places.view();
  }

  /** Takes what a function reaches up to the next one, or within its known bounds. */
  private walkWindow(start: number, next: number): void {
    const around = this.bounds.around(start);
    const high = around >= 0 ? Math.min(this.bounds.end(around), next) : next;
    this.walk(start, this.table.at(start), (place) => place >= start && place < high);
  }

  private walk(owner: number, first: number, isWithin: (place: number) => boolean): void {
    const { table, owners } = this;
    const work = [first];
    if (first !== NO_BLOCK) owners[first] = owner;
    const reach = (index: number): boolean => {
      if (index === NO_BLOCK || owners[index] === owner || table.isFunction(index)) return true;
      if (!isWithin(table.start(index))) return false;
      if (owners[index] === NOWHERE) {
        owners[index] = owner;
        work.push(index);
      }
      return true;
    };
    for (let index = work.pop(); index !== undefined && index !== NO_BLOCK; index = work.pop()) {
      const kind = table.kind(index);
      if (this.goesOn(index)) reach(table.next(index));
      if (kind === FLOW.jump || kind === FLOW.branch) {
        const goal = table.way(index);
        if (!reach(goal)) this.noteExit(owner, goal, kind === FLOW.branch);
      }
      for (const each of table.cases(index)) reach(table.at(each));
    }
  }

  private noteExit(owner: number, index: number, isBranch: boolean): void {
    const known = this.exits.get(index);
    if (known === undefined) {
      this.exits.set(index, { owner, isShared: false, isBranch });
      return;
    }
    known.isShared ||= known.owner !== owner;
    known.isBranch ||= isBranch;
  }

  /** Where exits lead is a part of the function that lies elsewhere, or else a function. @returns whether there are new ones. */
  private settleExits(mayAdd: boolean): boolean {
    let isNew = false;
    for (const [index, { owner, isShared, isBranch }] of this.exits) {
      const place = this.table.start(index);
      if (this.table.isFunction(index) || this.bounds.isInside(place)) continue;
      const isPart = this.owners[index] === NOWHERE && ((isBranch && !isShared) || this.leadsBack(index, owner));
      if (isPart) this.walk(owner, index, (each) => !this.bounds.isInside(each));
      else if (mayAdd && (this.owners[index] === NOWHERE || (!isBranch && this.standsAlone(index)))) {
        this.state.mark(place, STATE.function);
        isNew = true;
      }
    }
    return isNew;
  }

  /** Begins where compilers begin functions, and the code before it does not go on to it. */
  private standsAlone(index: number): boolean {
    const isAligned = this.state.offsetOf(this.table.start(index)) === 0;
    return isAligned && !(this.table.next(index - 1) === index && this.goesOn(index - 1));
  }

  /** Whether code that is in no function comes to the midst of one. */
  private leadsBack(first: number, owner: number): boolean {
    const { table, owners } = this;
    const seen = new Set([first]);
    const work = [first];
    for (let index = work.pop(); index !== undefined; index = work.pop()) {
      for (const to of this.successors(index)) {
        if (to === NO_BLOCK || seen.has(to) || table.isFunction(to)) continue;
        if (owners[to] === owner) return true;
        if (owners[to] !== NOWHERE || seen.size >= MOST_FOLLOWED) continue;
        seen.add(to);
        work.push(to);
      }
    }
    return false;
  }

  private *successors(index: number): Iterable<number> {
    const { table } = this;
    if (this.goesOn(index)) yield table.next(index);
    const kind = table.kind(index);
    if (kind === FLOW.jump || kind === FLOW.branch) yield table.way(index);
    for (const each of table.cases(index)) yield table.at(each);
  }
}
