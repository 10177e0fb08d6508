import type { Address } from '#domain/shared/address';
import type { RuleSubject, SubjectFunction } from './rule-subject';

const LONGEST_PATH = 12;
const UNREACHED = -2;
const ROOT = -1;

/** Who calls what, from the entry points on: one breadth-first pass, then any path by walking back. */
export class CallPaths {
  private readonly before: Int32Array;
  private readonly distance: Int32Array;

  private constructor(
    private readonly functions: readonly SubjectFunction[],
    private readonly places: ReadonlyMap<Address, number>,
  ) {
    this.before = new Int32Array(functions.length).fill(UNREACHED);
    this.distance = new Int32Array(functions.length);
  }

  static of(subject: RuleSubject): CallPaths {
    const places = new Map(subject.functions.map((each, index) => [each.address, index]));
    const paths = new CallPaths(subject.functions, places);
    if (subject.functions.some(({ calls }) => calls !== undefined)) paths.walkFrom(entriesOf(subject, places));
    return paths;
  }

  /** Calls between an entry point and the function; `undefined` when no chain of calls is known. */
  depth(functionIndex: number): number | undefined {
    return this.before[functionIndex] === UNREACHED ? undefined : this.distance[functionIndex];
  }

  /** The shortest chain of names; of a long one the end, which is nearest to the function. */
  path(functionIndex: number): readonly string[] | undefined {
    if (this.before[functionIndex] === UNREACHED) return undefined;
    const names: string[] = [];
    for (let at = functionIndex; at >= 0 && names.length < LONGEST_PATH; at = this.before[at] ?? ROOT) {
      names.push(this.functions[at]?.name ?? '');
    }
    return names.reverse();
  }

  private walkFrom(entries: readonly number[]): void {
    const queue: number[] = [];
    for (const entry of entries) {
      if (this.before[entry] !== UNREACHED) continue;
      this.before[entry] = ROOT;
      queue.push(entry);
    }
    for (const caller of queue) {
      for (const target of this.functions[caller]?.calls ?? []) {
        const callee = this.places.get(target);
        if (callee === undefined || this.before[callee] !== UNREACHED) continue;
        this.before[callee] = caller;
        this.distance[callee] = (this.distance[caller] ?? 0) + 1;
        queue.push(callee);
      }
    }
  }
}

/** The program's entry point first, then `main`, then what others may call. */
function entriesOf(subject: RuleSubject, places: ReadonlyMap<Address, number>): readonly number[] {
  const entry = subject.entry_point === undefined ? undefined : places.get(subject.entry_point);
  const exported = subject.exports.flatMap(({ address }) => {
    const place = address === undefined ? undefined : places.get(address);
    return place === undefined ? [] : [place];
  });
  const starts = subject.functions.flatMap(({ type, source, name }, index) =>
    type === 'entry' || source === 'entry' || /^_?main$/.test(name) ? [index] : [],
  );
  return [...(entry === undefined ? [] : [entry]), ...starts, ...exported];
}
