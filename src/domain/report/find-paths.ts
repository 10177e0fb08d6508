import type { CallGraph } from './call-graph';

const UNREACHED = -2;
const START = -1;

/** What a walk of a graph came by: how far each place is, and what it was reached from. */
interface Walk {
  readonly distance: Int32Array;
  readonly before: Int32Array;
  /** In the order in which they were reached. */
  readonly reached: readonly number[];
}

export interface PathsSought {
  readonly starts: readonly number[];
  /** Where paths end. */
  readonly ends: readonly number[];
  /** No path leads through it. */
  readonly avoid?: number;
  readonly most: number;
}

/** Chains of places, each from a start to an end, and how many of the ends are reached. */
export interface PathsFound {
  readonly paths: readonly (readonly number[])[];
  readonly reachedEnds: number;
}

/**
 * The shortest chain of calls to each end, the shortest first; where there is room for more, the shortest from each other start. Two
 * walks over all calls, whatever the graph, and looks at who calls the functions of one path; the same graph gives the same paths.
 */
export function findPaths(graph: CallGraph, { starts, ends, avoid, most }: PathsSought): PathsFound {
  const forth = walk(graph, starts, (place) => graph.callees(place), avoid);
  const reached = nearest(ends, forth);
  const paths = chainsTo(reached, [], forth, most);
  // Where all come by one last function, those differ that call it.
  for (let tail: readonly number[] = []; paths.length === 1 && most > 1;) {
    const end = paths[0]?.at(-1 - tail.length);
    if (end === undefined || forth.before[end] === START) break;
    tail = [end, ...tail];
    const chains = chainsTo(nearest([...graph.callers(end)], forth), tail, forth, most);
    if (chains.length === 0) break;
    paths.splice(0, 1, ...chains);
  }
  if (reached.length > 0 && paths.length < most) {
    const back = walk(graph, reached, (place) => graph.callers(place), avoid);
    const taken = new Set(paths.map(([start]) => start));
    const others = nearest(starts, back).filter((start) => !taken.has(start));
    paths.push(...others.slice(0, most - paths.length).map((start) => chain(start, back)));
  }
  return { paths, reachedEnds: reached.length };
}

/** The shortest chains to the ends from functions that no one is known to call. */
export function pathsFromUncalled(graph: CallGraph, { ends, avoid, most }: Omit<PathsSought, 'starts'>): PathsFound {
  const back = walk(graph, ends, (place) => graph.callers(place), avoid);
  const roots = back.reached.filter((place) =>
    graph.callers(place).every((caller) => caller === place || caller === avoid),
  );
  const paths = nearest(roots, back).slice(0, most);
  return { paths: paths.map((start) => chain(start, back)), reachedEnds: ends.length };
}

function nearest(starts: readonly number[], { distance, before }: Walk): readonly number[] {
  return [...new Set(starts)]
    .filter((start) => before[start] !== UNREACHED)
    .sort((one, other) => (distance[one] ?? 0) - (distance[other] ?? 0) || one - other);
}

function walk(
  { size }: CallGraph,
  from: readonly number[],
  next: (place: number) => Int32Array,
  avoid: number | undefined,
): Walk {
  const distance = new Int32Array(size);
  const before = new Int32Array(size).fill(UNREACHED);
  const reached: number[] = [];
  const reach = (place: number, caller: number): void => {
    if (before[place] !== UNREACHED || place === avoid) return;
    before[place] = caller;
    distance[place] = caller === START ? 0 : (distance[caller] ?? 0) + 1;
    reached.push(place);
  };
  for (const place of [...from].sort((one, other) => one - other)) reach(place, START);
  for (const place of reached) for (const other of next(place)) reach(other, place);
  return { distance, before, reached };
}

/** From where the walk began to each end and on by the tail; an end that is reached by way of the tail has none. */
function chainsTo(ends: readonly number[], tail: readonly number[], forth: Walk, most: number): (readonly number[])[] {
  const chains: (readonly number[])[] = [];
  for (const end of ends) {
    if (chains.length === most) break;
    const places = chain(end, forth).reverse();
    if (!tail.some((place) => places.includes(place))) chains.push([...places, ...tail]);
  }
  return chains;
}

/** From a place back to where the walk began. */
function chain(place: number, { before }: Walk): number[] {
  const places: number[] = [];
  for (let at = place; at >= 0; at = before[at] ?? START) places.push(at);
  return places;
}
