import type { Address } from '#domain/shared/address';
import type { CallDirection, CallGraphRequest, CallNeighbourhood } from './call-graph';
import { CALL_GRAPH_LIMITS } from './call-graph';
import type { NumberLists, RelationColumns } from './relation-columns';

/** Which functions are wanted; all that is asked for must be so. Plain data. */
export interface RelationQuestion {
  /** They use one of these at least: places of imports, of strings. Each of several lists. */
  readonly imports?: readonly Uint32Array[];
  readonly strings?: readonly Uint32Array[];
  /** A function or an import that they call. */
  readonly calls?: Address;
  readonly calledBy?: Address;
  /** A function from which calls lead to them. */
  readonly reachableFrom?: Address;
  /** A function that they call, an import or a string that they use. */
  readonly refersTo?: Address;
}

/** Answers who calls and uses what. Nothing is at an address that it does not know. */
export class RelationGraph {
  private reversed: NumberLists | undefined;

  constructor(private readonly columns: RelationColumns) {}

  /** About what it keeps in memory. */
  get bytes(): number {
    const { functions, imports, strings, calls, importUses, stringUses } = this.columns;
    const lists = [calls, calls, importUses, stringUses].flatMap(({ starts, items }) => [starts, items]);
    return [functions, imports, strings, ...lists].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Places of functions, ascending. */
  functionsThat(question: RelationQuestion): Uint32Array {
    const { calls, importUses, stringUses } = this.columns;
    const wanted = new Uint8Array(this.count).fill(1);
    for (const places of question.imports ?? []) keep(wanted, this.holding(importUses, places));
    for (const places of question.strings ?? []) keep(wanted, this.holding(stringUses, places));
    if (question.calls !== undefined) keep(wanted, this.holding(calls, this.nodesAt(question.calls)));
    if (question.calledBy !== undefined) keep(wanted, this.calledBy(question.calledBy));
    if (question.reachableFrom !== undefined) keep(wanted, this.reachableFrom(question.reachableFrom));
    if (question.refersTo !== undefined) keep(wanted, this.refersTo(question.refersTo));
    return placesOf(wanted);
  }

  /** Places of the imports, or strings, that a function uses; ascending. */
  usedBy(section: 'imports' | 'strings', user: Address): Uint32Array {
    const { importUses, stringUses } = this.columns;
    const lists = section === 'imports' ? importUses : stringUses;
    const used = placesAt(this.columns.functions, user).flatMap((place) => [...listOf(lists, place)]);
    return Uint32Array.from(new Set(used)).sort();
  }

  /** Breadth first; `undefined` where neither a function nor an import is. */
  around({ from, direction, depth, maxNodes }: CallGraphRequest): CallNeighbourhood | undefined {
    const [start] = this.nodesAt(from);
    if (start === undefined) return undefined;
    const positions = new Map([[start, 0]]);
    const nodes = [start];
    let truncated = false;
    for (let level = 0, at = 0; level < depth && at < nodes.length; level += 1) {
      for (const end = nodes.length; at < end; at += 1) {
        for (const next of this.besides(nodes[at] ?? 0, direction)) {
          if (positions.has(next)) continue;
          if (nodes.length >= maxNodes) truncated = true;
          else positions.set(next, nodes.push(next) - 1);
        }
      }
    }
    const edges: [number, number][] = [];
    for (const [caller, node] of nodes.entries()) {
      for (const next of this.calleesOf(node)) {
        const callee = positions.get(next);
        if (callee === undefined) continue;
        if (edges.length < maxNodes * CALL_GRAPH_LIMITS.edges) edges.push([caller, callee]);
        else truncated = true;
      }
    }
    return { nodes, edges, truncated };
  }

  private get count(): number {
    return this.columns.functions.length;
  }

  /** A function, or else imports. */
  private nodesAt(address: Address): readonly number[] {
    const functions = placesAt(this.columns.functions, address);
    return functions.length > 0 ? functions : this.importsAt(address).map((place) => this.count + place);
  }

  private importsAt(address: Address): readonly number[] {
    return BigInt(address) === 0n ? [] : placesAt(this.columns.imports, address);
  }

  /** Functions with one of these in their list. */
  private holding({ starts, items }: NumberLists, wanted: ArrayLike<number>): Uint8Array {
    const found = new Uint8Array(this.count);
    const { functions, imports, strings } = this.columns;
    const marked = new Uint8Array(Math.max(functions.length + imports.length, strings.length));
    for (let at = 0; at < wanted.length; at += 1) marked[wanted[at] ?? 0] = 1;
    if (wanted.length === 0) return found;
    for (let place = 0, at = 0; place < this.count; place += 1) {
      for (const end = starts[place + 1] ?? 0; at < end; at += 1) if (marked[items[at] ?? 0] === 1) found[place] = 1;
    }
    return found;
  }

  private calledBy(caller: Address): Uint8Array {
    const found = new Uint8Array(this.count);
    for (const place of placesAt(this.columns.functions, caller))
      for (const callee of this.calleesOf(place)) if (callee < this.count) found[callee] = 1;
    return found;
  }

  private reachableFrom(start: Address): Uint8Array {
    const found = new Uint8Array(this.count);
    const waiting = [...placesAt(this.columns.functions, start)];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      for (const callee of this.calleesOf(place)) {
        if (callee >= this.count || found[callee] === 1) continue;
        found[callee] = 1;
        waiting.push(callee);
      }
    }
    return found;
  }

  private refersTo(target: Address): Uint8Array {
    const { calls, importUses, stringUses, strings } = this.columns;
    const found = this.holding(calls, this.nodesAt(target));
    const others = [
      this.holding(importUses, this.importsAt(target)),
      this.holding(stringUses, placesAt(strings, target)),
    ];
    for (const other of others) for (let at = 0; at < found.length; at += 1) if (other[at] === 1) found[at] = 1;
    return found;
  }

  private *besides(node: number, direction: CallDirection): Generator<number> {
    if (direction !== 'callers') yield* this.calleesOf(node);
    if (direction !== 'callees') yield* listOf((this.reversed ??= this.reverse()), node);
  }

  /** An import calls nothing. */
  private calleesOf(node: number): Uint32Array {
    return listOf(this.columns.calls, node);
  }

  /** Callers of each node. */
  private reverse(): NumberLists {
    const { calls, imports } = this.columns;
    const starts = new Uint32Array(this.count + imports.length + 1);
    for (const callee of calls.items) starts[callee + 1] = (starts[callee + 1] ?? 0) + 1;
    for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    const next = starts.slice();
    const items = new Uint32Array(calls.items.length);
    for (let caller = 0; caller < this.count; caller += 1) {
      for (const callee of this.calleesOf(caller)) {
        const at = next[callee] ?? 0;
        items[at] = caller;
        next[callee] = at + 1;
      }
    }
    return { starts, items };
  }
}

function listOf({ starts, items }: NumberLists, index: number): Uint32Array {
  return items.subarray(starts[index] ?? items.length, starts[index + 1] ?? items.length);
}

function placesAt(addresses: BigUint64Array, address: Address): readonly number[] {
  const [wanted, found]: [bigint, number[]] = [BigInt(address), []];
  for (let at = addresses.indexOf(wanted); at !== -1; at = addresses.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

function keep(wanted: Uint8Array, found: Uint8Array): void {
  for (let at = 0; at < wanted.length; at += 1) if (found[at] !== 1) wanted[at] = 0;
}

function placesOf(wanted: Uint8Array): Uint32Array {
  const places = new Uint32Array(wanted.length);
  let found = 0;
  for (let at = 0; at < wanted.length; at += 1) if (wanted[at] === 1) places[found++] = at;
  return places.slice(0, found);
}
