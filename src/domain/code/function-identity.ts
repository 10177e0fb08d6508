import { hash } from 'node:crypto';

import type { BlockTable } from './block-table';
import { NO_BLOCK } from './block-table';
import type { CodeState } from './code-state';
import { FLOW } from './flow';
import type { InstructionRun } from './instruction-run';
import type { Membership } from './membership';
import { StructureSketch } from './structure-sketch';

/** Shorter functions are alike by chance. */
export const LEAST_INSTRUCTIONS = 10;
const OFFSET = 4;

export interface CodeIdentity {
  /** SHA-256, hexadecimal. */
  readonly exact: string;
  /** `LikenessSketch` of its blocks and edges. */
  readonly structure: string;
}

/** Tells functions by what their code does, wherever it lies. One at a time: space is used again. */
export class FunctionIdentities {
  private text = new Uint8Array(4096);
  /** By piece: where it is in the text. */
  private readonly offsets: Int32Array;
  private readonly sketch: StructureSketch;

  constructor(
    private readonly run: Pick<InstructionRun, 'writeUnplaced'>,
    private readonly state: CodeState,
    private readonly table: BlockTable,
    private readonly members: Membership,
  ) {
    this.offsets = new Int32Array(table.count);
    this.sketch = new StructureSketch(table, members);
  }

  /**
   * The instructions in the order of their addresses, and behind them for each jump or branch that leads to a piece of the
   * function where in them that is.
   *
   * @param runs first and behind the last piece of consecutive ones, ascending. @param size bytes of them.
   */
  of(owner: number, runs: readonly number[], size: number): CodeIdentity {
    const { run, state, table } = this;
    let used = 0;
    let count = 0;
    this.fit(size);
    for (let at = 0; at < runs.length; at += 2) {
      const end = runs[at + 1] ?? 0;
      for (let index = runs[at] ?? 0; index < end; index++) {
        this.offsets[index] = used;
        used = run.writeUnplaced(table.start(index), table.end(index), state.bytes, this.text, used);
        count += 1;
      }
    }
    this.fit(used + count * OFFSET);
    for (let at = 0; at < runs.length; at += 2) {
      const end = runs[at + 1] ?? 0;
      for (let index = runs[at] ?? 0; index < end; index++) used = this.writeWay(owner, index, used);
    }
    return { exact: hash('sha256', this.text.subarray(0, used)), structure: this.sketch.of(owner, runs) };
  }

  private writeWay(owner: number, index: number, to: number): number {
    const { table, text } = this;
    const kind = table.kind(index);
    const way = kind === FLOW.jump || kind === FLOW.branch ? table.way(index) : NO_BLOCK;
    if (way === NO_BLOCK || this.members.owners[way] !== owner) return to;
    const offset = this.offsets[way] ?? 0;
    for (let byte = 0; byte < OFFSET; byte++) text[to + byte] = offset >>> (byte * 8);
    return to + OFFSET;
  }

  private fit(size: number): void {
    if (size <= this.text.length) return;
    const larger = new Uint8Array(size * 2);
    larger.set(this.text);
    this.text = larger;
  }
}
