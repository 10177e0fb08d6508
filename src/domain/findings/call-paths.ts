import type { Address } from '#domain/shared/address';
import type { RuleSubject, SubjectFunction } from './rule-subject';

/** What is asked of a program to walk its calls. */
export interface CalledProgram extends Pick<RuleSubject, 'kind' | 'entry_point' | 'exports'> {
  readonly functions: readonly Pick<SubjectFunction, 'name' | 'address' | 'type' | 'source' | 'calls'>[];
}

const LONGEST_PATH = 12;
/** No chain of calls leads there. */
export const UNREACHED = -2;
const ROOT = -1;
const NOBODY: readonly number[] = [];

/** Who calls what, from the entry points on: one breadth-first pass, then any path by walking back. */
export class CallPaths {
  private readonly before: Int32Array;
  private readonly distance: Int32Array;
  /** By caller, as far as they were asked for: several passes go over all calls. */
  private readonly called: (readonly number[] | undefined)[] = [];
  private hasStarts = false;

  private constructor(
    private readonly functions: CalledProgram['functions'],
    private readonly places: ReadonlyMap<Address, number>,
  ) {
    this.before = new Int32Array(functions.length).fill(UNREACHED);
    this.distance = new Int32Array(functions.length);
  }

  static of(subject: CalledProgram): CallPaths {
    const { functions } = subject;
    const isCodeRead = functions.some(({ calls }) => calls !== undefined);
    const places = new Map(isCodeRead ? functions.map((each, index) => [each.address, index]) : []);
    const paths = new CallPaths(functions, places);
    if (isCodeRead) paths.walkFrom(entriesOf(subject, places));
    return paths;
  }

  /** Whether it is known where the program starts, and what calls what from there. */
  get areKnown(): boolean {
    return this.hasStarts;
  }

  /** Places of the functions that it calls, each once. */
  callees(functionIndex: number): readonly number[] {
    return (this.called[functionIndex] ??= this.placesOf(this.functions[functionIndex]?.calls));
  }

  /** Calls between an entry point and the function; `undefined` when no chain of calls is known. */
  depth(functionIndex: number): number | undefined {
    return this.before[functionIndex] === UNREACHED ? undefined : this.distance[functionIndex];
  }

  /** What it was reached from by that chain: a place, -1 where the program starts, -2 where none is known. */
  callerOf(functionIndex: number): number {
    return this.before[functionIndex] ?? UNREACHED;
  }

  /** The shortest chain of names; of a long one the end, which is nearest to the function. */
  path(functionIndex: number): readonly string[] | undefined {
    return pathBack(
      functionIndex,
      (place) => this.callerOf(place),
      (place) => this.functions[place]?.name ?? '',
    );
  }

  private placesOf(calls: readonly Address[] = []): readonly number[] {
    if (calls.length === 0) return NOBODY;
    const places = new Set<number>();
    for (const target of calls) {
      const place = this.places.get(target);
      if (place !== undefined) places.add(place);
    }
    return places.size === 0 ? NOBODY : [...places];
  }

  private walkFrom(entries: readonly number[]): void {
    const queue: number[] = [];
    this.hasStarts = entries.length > 0;
    for (const entry of entries) {
      if (this.before[entry] !== UNREACHED) continue;
      this.before[entry] = ROOT;
      queue.push(entry);
    }
    for (const caller of queue) {
      for (const callee of this.callees(caller)) {
        if (this.before[callee] !== UNREACHED) continue;
        this.before[callee] = caller;
        this.distance[callee] = (this.distance[caller] ?? 0) + 1;
        queue.push(callee);
      }
    }
  }
}

/** See `CallPaths.path`. @param callerOf as `CallPaths.callerOf` */
export function pathBack(
  place: number,
  callerOf: (place: number) => number,
  nameOf: (place: number) => string,
): readonly string[] | undefined {
  if (callerOf(place) === UNREACHED) return undefined;
  const names: string[] = [];
  for (let at = place; at >= 0 && names.length < LONGEST_PATH; at = callerOf(at)) names.push(nameOf(at));
  return names.reverse();
}

/** What the system or the C library calls by itself, under the names that tool chains give it. */
const STARTS =
  /^(?:(?:sym|dbg|entry)\.)?_{0,2}(?:w?main|w?WinMain|DllMain|DriverEntry|main\.main|start|init\d*|TLS_CALLBACK\w*|tls_callback\w*|entry\d*)(?:@\d+)?$/i;

/**
 * Where code begins to run: the entry point, constructors and TLS callbacks, `main`. Of what has no start of its own, what others may call; of a
 * program they are no way in, though it exports names for its plug-ins.
 */
function entriesOf(subject: CalledProgram, places: ReadonlyMap<Address, number>): readonly number[] {
  const entry = subject.entry_point === undefined ? undefined : places.get(subject.entry_point);
  const starts = subject.functions.flatMap(({ type, source, name }, index) =>
    type === 'entry' || source === 'entry' || STARTS.test(name) ? [index] : [],
  );
  return [...(entry === undefined ? [] : [entry]), ...starts, ...exported(subject, places)];
}

function exported({ kind, exports }: CalledProgram, places: ReadonlyMap<Address, number>): readonly number[] {
  if (kind === 'executable') return [];
  return exports.flatMap(({ address }) => {
    const place = address === undefined ? undefined : places.get(address);
    return place === undefined ? [] : [place];
  });
}
