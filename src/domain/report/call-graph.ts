import type { FunctionInfo } from '#domain/document/functions';
import type { Address } from '#domain/shared/address';

type Calls = Pick<FunctionInfo, 'calls_to' | 'calls_from'>;

/** Who calls whom, by places in the list of functions, as both ends tell it: a list that is cut on one side may be whole on the other. */
export class CallGraph {
  /** How many functions there are. */
  readonly size: number;
  private readonly forth: Adjacency;
  private readonly back: Adjacency;

  constructor(functions: readonly Calls[], placeAt: ReadonlyMap<Address, number>) {
    this.size = functions.length;
    const most = functions.reduce(
      (sum, { calls_to: to = [], calls_from: from = [] }) => sum + to.length + from.length,
      0,
    );
    const callers = new Int32Array(most);
    const callees = new Int32Array(most);
    let count = 0;
    const add = (caller: number | undefined, callee: number | undefined): void => {
      if (caller === undefined || callee === undefined) return;
      callers[count] = caller;
      callees[count] = callee;
      count += 1;
    };
    for (const [place, { calls_to: to = [], calls_from: from = [] }] of functions.entries()) {
      for (const { address } of to) add(place, placeAt.get(address));
      for (const { address } of from) add(placeAt.get(address), place);
    }
    this.forth = new Adjacency(this.size, callers.subarray(0, count), callees.subarray(0, count));
    this.back = new Adjacency(this.size, callees.subarray(0, count), callers.subarray(0, count));
  }

  /** Each may be there twice. */
  callees(place: number): Int32Array {
    return this.forth.of(place);
  }

  /** Each may be there twice. */
  callers(place: number): Int32Array {
    return this.back.of(place);
  }
}

/** For each place the places that it leads to, in one array. */
class Adjacency {
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;

  /** @param from as long as `to`: one leads to the other */
  constructor(size: number, from: Int32Array, to: Int32Array) {
    this.starts = new Int32Array(size + 1);
    for (const place of from) this.starts[place + 1] = (this.starts[place + 1] ?? 0) + 1;
    for (let place = 0; place < size; place += 1)
      this.starts[place + 1] = (this.starts[place + 1] ?? 0) + (this.starts[place] ?? 0);
    this.ends = new Int32Array(from.length);
    const next = this.starts.slice();
    for (const [index, place] of from.entries()) {
      const at = next[place] ?? 0;
      this.ends[at] = to[index] ?? 0;
      next[place] = at + 1;
    }
  }

  of(place: number): Int32Array {
    return this.ends.subarray(this.starts[place] ?? 0, this.starts[place + 1] ?? 0);
  }
}
