import type { BlockTable } from './block-table';
import { NO_BLOCK } from './block-table';
import { FLOW } from './flow';
import type { CodeIdentity, FunctionIdentities } from './function-identity';
import { LEAST_INSTRUCTIONS } from './function-identity';
import { firstAbove } from './int-list';
import type { Membership } from './membership';

/** A function as its code shows it. */
export interface ReadFunction {
  readonly place: number;
  /** Bytes of its blocks. */
  readonly size: number;
  readonly blocks: number;
  /** Between its blocks. */
  readonly edges: number;
  /** McCabe's: decisions, and one. */
  readonly complexity: number;
  readonly instructions: number;
  /** Consecutive code: beginning and end of each piece, ascending. */
  readonly ranges: Int32Array;
  /** Of those that are long enough, where all code was read. */
  readonly identity?: CodeIdentity;
}

/** One for each that has code of its own, ascending. */
export function readFunctions(
  table: BlockTable,
  members: Membership,
  identities: FunctionIdentities | undefined,
): readonly ReadFunction[] {
  const { starts, owners } = members;
  const drafts = Array.from(starts, (place) => new Draft(place));
  for (let index = 0; index < table.count; index++) {
    const owner = owners[index] ?? NO_BLOCK;
    const draft = drafts[firstAbove(starts, owner) - 1];
    if (draft?.place === owner) draft.add(table, members, index);
  }
  return drafts.flatMap((draft) => draft.made(identities) ?? []);
}

class Draft {
  private size = 0;
  private blocks = 0;
  private edges = 0;
  private decisions = 0;
  private instructions = 0;
  private readonly ranges: number[] = [];
  /** Indexes of its pieces: first and behind the last of consecutive ones. */
  private readonly runs: number[] = [];

  constructor(readonly place: number) {}

  add(table: BlockTable, members: Membership, index: number): void {
    const [start, end] = [table.start(index), table.end(index)];
    this.size += end - start;
    this.instructions += table.instructions(index);
    if (this.ranges.at(-1) === start) this.ranges[this.ranges.length - 1] = end;
    else this.ranges.push(start, end);
    if (this.runs.at(-1) === index) this.runs[this.runs.length - 1] = index + 1;
    else this.runs.push(index, index + 1);
    if (table.isLeader(index) || !isContinued(table, members, index)) this.blocks += 1;
    this.count(table, members, index);
  }

  made(identities: FunctionIdentities | undefined): ReadFunction | undefined {
    if (this.blocks === 0) return undefined;
    const { place, size, blocks, edges, instructions } = this;
    const isTold = identities !== undefined && instructions >= LEAST_INSTRUCTIONS;
    return {
      place,
      size,
      blocks,
      edges,
      complexity: this.decisions + 1,
      instructions,
      ranges: Int32Array.from(this.ranges),
      ...(isTold && { identity: identities.of(place, this.runs, size) }),
    };
  }

  private count(table: BlockTable, members: Membership, index: number): void {
    const kind = table.kind(index);
    const inside = (to: number): number => (to !== NO_BLOCK && members.owners[to] === this.place ? 1 : 0);
    if (kind === FLOW.jump || kind === FLOW.branch) this.edges += inside(table.way(index));
    if (kind === FLOW.branch) this.decisions += 1;
    if (kind === FLOW.indirectJump) {
      const ways = new Set(table.cases(index));
      this.decisions += Math.max(0, ways.size - 1);
      for (const each of ways) this.edges += inside(table.at(each));
    }
    if (!members.goesOn(index)) return;
    const next = table.next(index);
    if (next !== NO_BLOCK && table.isLeader(next)) this.edges += inside(next);
  }
}

/** Whether a piece is the rest of the block before it, that a call ended. */
function isContinued(table: BlockTable, members: Membership, index: number): boolean {
  const before = index - 1;
  if (before < 0 || table.next(before) !== index || members.owners[before] !== members.owners[index]) return false;
  return members.goesOn(before);
}
