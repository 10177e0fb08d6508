import type { CodeImage } from './code-image';
import type { CodeState } from './code-state';
import type { JumpTable } from './instruction-run';
import { NOWHERE } from './instruction-run';
import { IntList } from './int-list';
import type { KnownBounds } from './known-bounds';

/** Entries of one table that has no bound in sight, of one that has, and of all tables together for each byte of code. */
const MOST_UNBOUND = 512;
const MOST_BOUND = 4096;
/** A byte can name but 256 places, all near by: such a table never shows its end. */
const MOST_UNBOUND_BYTES = 16;
const ALL_ENTRIES_PER_BYTE = 0.1;
/** Of nearly every piece of code: none is made anew. */
const NO_TARGETS = new Int32Array(0);

/** Where the jumps through tables lead. */
export class JumpTargets {
  private readonly lists = new Map<
    number,
    { readonly start: number; readonly end: number; readonly isWhole: boolean }
  >();
  private readonly targets = new IntList(256);
  private allowance: number;

  constructor(
    private readonly image: CodeImage,
    private readonly state: CodeState,
    private readonly bounds: KnownBounds,
  ) {
    this.allowance = 1024 + image.bytes.length * ALL_ENTRIES_PER_BYTE;
  }

  /**
   * Reads the table of the jump at a place: its entries up to the bound, or to the first that leads outside of `low` to `high`, or
   * into the midst of an instruction; with a bound, those that lead to one other part of the program, where compilers put what is
   * seldom run, are passed over. A table in the midst of the code is none from then on.
   */
  add(jump: number, table: JumpTable, low: number, high: number): Int32Array {
    const most = mostEntries(table);
    const start = this.targets.length;
    let at = table.table;
    let elsewhere = -1;
    for (let index = 0; index < most && this.allowance-- > 0; index++, at += table.entrySize) {
      const target = this.entry(table, at);
      if (target === undefined || !this.state.mayBegin(target)) break;
      if (target >= low && target < high) this.targets.push(target);
      else {
        const around = table.count > 0 ? this.bounds.around(target) : -1;
        if (around < 0 || (elsewhere >= 0 && around !== elsewhere)) break;
        elsewhere = around;
      }
    }
    this.state.forget(table.table, at);
    const end = this.targets.length;
    // One entry without a bound is likelier to be a pointer of its own.
    if (end - start < 2 && table.count === 0) return NO_TARGETS;
    this.lists.set(jump, { start, end, isWhole: table.count === 0 || end - start === table.count });
    return this.of(jump);
  }

  /** Whether a jump leads nowhere else: not where an entry, that the bound allows, leads to another function. */
  hasAll(jump: number): boolean {
    return this.lists.get(jump)?.isWhole === true;
  }

  of(jump: number): Int32Array {
    const list = this.lists.get(jump);
    return list === undefined ? NO_TARGETS : this.targets.view().subarray(list.start, list.end);
  }

  private entry({ entrySize, isSigned, shift, add }: JumpTable, at: number): number | undefined {
    const value = this.image.memory.read(at, entrySize, isSigned);
    if (value === undefined) return undefined;
    if (add !== NOWHERE) return add + value * 2 ** shift;
    return value - Number(this.image.address);
  }
}

function mostEntries({ count, entrySize }: JumpTable): number {
  if (count > 0) return Math.min(count, MOST_BOUND);
  return entrySize === 1 ? MOST_UNBOUND_BYTES : MOST_UNBOUND;
}
