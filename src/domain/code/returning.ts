import type { BlockTable } from './block-table';
import { LOST, NO_BLOCK } from './block-table';
import { FLOW } from './flow';
import { NOWHERE } from './instruction-run';
import { IntList } from './int-list';

/**
 * For each piece of code whether it can come to a return: the least set that contains returns and what is not known, and with a
 * piece all that lead to it. Behind a call it goes on where what is called can return. A number for each piece: 1 it can.
 */
export function whatReturns(table: BlockTable, final: ReadonlySet<number>): Uint8Array {
  const { count } = table;
  const returns = new Uint8Array(count);
  const callees = new Int32Array(count).fill(NO_BLOCK);
  const { heads, nexts, leads } = reverseEdges(table, callees, final);
  const work = new IntList();
  const settle = (index: number): void => {
    if (index === NO_BLOCK || returns[index] === 1) return;
    returns[index] = 1;
    work.push(index);
  };
  for (let index = 0; index < count; index++) if (endsAsReturn(table, index, final)) settle(index);
  while (work.length > 0) {
    const index = work.pop();
    for (let edge = heads[index] ?? -1; edge >= 0; edge = nexts.at(edge)) {
      const from = leads.at(edge);
      const callee = callees[from] ?? NO_BLOCK;
      if (callee === NO_BLOCK) settle(from);
      // A call needs both: that what it calls returns, and that what follows does.
      else if (returns[callee] === 1 && returns[table.next(from)] === 1) settle(from);
    }
  }
  return returns;
}

interface ReverseEdges {
  /** Of each piece the first edge that leads to it. */
  readonly heads: Int32Array;
  readonly nexts: IntList;
  readonly leads: IntList;
}

/** @param callees gets the piece that a call leads to, where it is known. */
function reverseEdges(table: BlockTable, callees: Int32Array, final: ReadonlySet<number>): ReverseEdges {
  const heads = new Int32Array(table.count).fill(-1);
  const [nexts, leads] = [new IntList(), new IntList()];
  const add = (from: number, to: number): void => {
    if (to === NO_BLOCK) return;
    nexts.push(heads[to] ?? -1);
    leads.push(from);
    heads[to] = nexts.length - 1;
  };
  for (let index = 0; index < table.count; index++) {
    const kind = table.kind(index);
    const goal = table.goal(index);
    if (table.fallsThrough(index) && !final.has(goal)) add(index, table.next(index));
    if (goal !== NOWHERE && (kind === FLOW.jump || kind === FLOW.branch)) add(index, table.way(index));
    if (goal !== NOWHERE && kind === FLOW.call) {
      const callee = table.way(index);
      callees[index] = callee;
      add(index, callee);
    }
    for (const each of table.cases(index)) add(index, table.at(each));
  }
  return { heads, nexts, leads };
}

/** By itself, or because nobody knows where it leads. */
function endsAsReturn(table: BlockTable, index: number, final: ReadonlySet<number>): boolean {
  const goal = table.goal(index);
  switch (table.kind(index)) {
    case FLOW.return:
    case LOST:
      return true;
    case FLOW.stop:
      return false;
    case FLOW.indirectJump:
      return !table.hasAllCases(index) && !final.has(goal);
    case FLOW.jump:
      return !final.has(goal) && table.way(index) === NO_BLOCK;
    case FLOW.branch:
      return table.way(index) === NO_BLOCK || table.next(index) === NO_BLOCK;
    case FLOW.call:
    case FLOW.indirectCall:
      return !final.has(goal) && table.next(index) === NO_BLOCK;
    case FLOW.next:
      return table.next(index) === NO_BLOCK;
  }
}
