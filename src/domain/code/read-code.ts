import { BlockTable } from './block-table';
import type { CodeOrder, Unread } from './code-order';
import { CodeReferences, REFERENCE } from './code-references';
import { CodeState } from './code-state';
import { Descent } from './descent';
import { FLOW } from './flow';
import { FunctionIdentities } from './function-identity';
import { Gaps } from './gaps';
import { NOWHERE } from './instruction-run';
import { KnownBounds } from './known-bounds';
import { Membership } from './membership';
import type { ReadFunction } from './read-functions';
import { readFunctions } from './read-functions';
import { whatReturns } from './returning';

/** The largest programs have a few hundred thousand; each takes some hundred bytes of memory. */
const MOST_FUNCTIONS = 500_000;

/** What a program's code shows. */
export interface CodeReading {
  /** Ascending. */
  readonly functions: readonly ReadFunction[];
  /** Of them: taken for functions by how they read only. */
  readonly guessed: ReadonlySet<number>;
  /** In no order. Jumps are those from one function to another. */
  readonly references: CodeReferences;
  /** What is known of each byte of code, as `STATE` has it. */
  readonly marks: Uint8Array;
  /** Why it is not whole; what was read until then is here. */
  readonly unread?: Unread;
}

/** Reads the code of a program: its functions with their blocks, and what they refer to. Any bytes give an answer. */
export function readCode(order: CodeOrder): CodeReading {
  const state = new CodeState(order.image);
  const bounds = new KnownBounds(order.seeds, state.length);
  const descent = new Descent(order, state, bounds);
  for (const { place } of order.seeds) descent.addFunction(place);
  descent.follow();
  const gaps = new Gaps(order, state, bounds, descent);
  gaps.follow();
  const guessed = gaps.search();
  const table = new BlockTable(order, state, descent.targets);
  if (table.isTooLarge) return tooLarge();
  const members = new Membership(table, whatReturns(table, order.final), state, bounds, order.final);
  if (members.starts.length > MOST_FUNCTIONS) return tooLarge();
  addCalls(descent.references, table, members);
  const { references, unread } = descent;
  // What was read in part would be told from what it is.
  const isWhole = unread === undefined;
  const identities = isWhole ? new FunctionIdentities(order.run, state, table, members) : undefined;
  const functions = readFunctions(table, members, identities);
  return { functions, guessed, references, marks: state.bytes, ...(unread !== undefined && { unread }) };
}

function tooLarge(): CodeReading {
  return {
    functions: [],
    guessed: new Set(),
    references: new CodeReferences(),
    marks: new Uint8Array(),
    unread: 'size',
  };
}

function addCalls(references: CodeReferences, table: BlockTable, members: Membership): void {
  for (let index = 0; index < table.count; index++) {
    const kind = table.kind(index);
    const goal = table.goal(index);
    if (goal === NOWHERE) continue;
    if (kind === FLOW.call) references.add(table.last(index), goal, REFERENCE.call);
    else if (kind === FLOW.jump || kind === FLOW.branch) {
      const to = table.way(index);
      if (to >= 0 && table.isFunction(to) && members.owners[index] !== goal) {
        references.add(table.last(index), goal, REFERENCE.jump);
      }
    }
  }
}
