import type { BlockTable } from './block-table';
import { NO_BLOCK } from './block-table';
import { FLOW } from './flow';
import { LikenessSketch } from './likeness-sketch';
import type { Membership } from './membership';

const LABEL_BITS = 9;
const COUNTERS = 1 << 13;
/** What is alike more often than this is no longer counted. */
const MOST_ALIKE = 255;
const LARGEST_SIZE = 7;

/** How a function's blocks and edges look, by what ends a block and how long it is: no names of instructions. */
export class StructureSketch {
  private readonly sketch = new LikenessSketch();
  /** How often each kind of feature was seen in this function; many share one. */
  private readonly counts = new Uint8Array(COUNTERS);
  private readonly touched: number[] = [];

  constructor(
    private readonly table: BlockTable,
    private readonly members: Membership,
  ) {}

  /** @param runs first and behind the last piece of consecutive ones. */
  of(owner: number, runs: readonly number[]): string {
    this.sketch.clear();
    for (let at = 0; at < runs.length; at += 2) {
      const end = runs[at + 1] ?? 0;
      for (let index = runs[at] ?? 0; index < end; index++) this.addPiece(owner, index);
    }
    for (const each of this.touched) this.counts[each] = 0;
    this.touched.length = 0;
    return this.sketch.digits();
  }

  private addPiece(owner: number, index: number): void {
    const { table, members } = this;
    const label = this.label(index);
    this.add(label);
    this.add((1 << (LABEL_BITS * 2)) | table.kind(index));
    const ways = [table.way(index), members.goesOn(index) ? table.next(index) : NO_BLOCK];
    for (const to of ways) {
      if (to !== NO_BLOCK && members.owners[to] === owner) this.add((label << LABEL_BITS) | this.label(to) | (1 << 30));
    }
  }

  private label(index: number): number {
    const { table } = this;
    const kind = table.kind(index);
    const size = Math.min(31 - Math.clz32(table.instructions(index) | 1), LARGEST_SIZE);
    const way = kind === FLOW.jump || kind === FLOW.branch ? table.way(index) : NO_BLOCK;
    const isBack = way !== NO_BLOCK && way <= index ? 1 : 0;
    return (kind << 4) | (size << 1) | isBack;
  }

  /** As often as it is there, each time another one. */
  private add(feature: number): void {
    const { counts } = this;
    const counter = (Math.imul(feature, 0x9e37_79b1) >>> 19) & (COUNTERS - 1);
    const seen = counts[counter] ?? 0;
    if (seen >= MOST_ALIKE) return;
    if (seen === 0) this.touched.push(counter);
    counts[counter] = seen + 1;
    this.sketch.add(Math.imul(feature, 0x0100_0193) + seen);
  }
}
