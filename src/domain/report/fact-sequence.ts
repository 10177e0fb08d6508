import type { Fact, FactKind, FactSource, FactTag } from './fact';
import { factAt, lineOf } from './fact';
import { FOCUS, WEIGHTS } from './fact-scores';

/** About so many characters make a token: the order must not depend on whose tokens they are. */
const CHARACTERS_A_TOKEN = 3;

interface Queue {
  readonly source: FactSource;
  /** Places in the source, the most telling first. */
  readonly order: Uint32Array;
  next: number;
  /** What is next, and what it costs: known from when it was first thought of. */
  head?: { readonly fact: Fact; readonly cost: number } | undefined;
  spent: number;
}

export interface Counted {
  readonly shown: number;
  readonly total: number;
}

/**
 * All facts in one order, made as far as it is asked for: of each kind the most telling first, kinds interleaved by their weights. What
 * fits a budget is a beginning of it, so a smaller report is the beginning of a larger one.
 */
export class FactSequence {
  readonly total: number;
  private readonly queues: readonly Queue[];
  private readonly facts: Fact[] = [];

  /**
   * @param focus What has to do with one of these comes sooner.
   * @param first All of this kind come before all else.
   */
  constructor(
    sources: readonly FactSource[],
    focus: readonly FactTag[] = [],
    readonly first?: FactKind,
  ) {
    this.queues = sources.map((source) => ({ source, order: ranked(source, focus), next: 0, spent: 0 }));
    this.total = sources.reduce((sum, { count }) => sum + count, 0);
  }

  /** @returns `undefined` behind the last. */
  at(index: number): Fact | undefined {
    while (this.facts.length <= index) {
      const fact = this.take();
      if (fact === undefined) return undefined;
      this.facts.push(fact);
    }
    return this.facts[index];
  }

  /** Of each kind, how many there are. */
  totals(): ReadonlyMap<FactKind, number> {
    return new Map(this.queues.map(({ source }) => [source.kind, source.count]));
  }

  private take(): Fact | undefined {
    let best: { readonly queue: Queue; readonly fact: Fact; readonly spent: number } | undefined;
    let least = Infinity;
    for (const queue of this.queues) {
      if (queue.next >= queue.order.length) continue;
      const weight = queue.source.kind === this.first ? Infinity : WEIGHTS[queue.source.kind];
      const { fact, cost } = (queue.head ??= headOf(queue));
      const spent = queue.spent + cost;
      const due = spent / weight;
      if (due < least) [least, best] = [due, { queue, fact, spent }];
    }
    if (best === undefined) return undefined;
    const { queue, fact, spent } = best;
    queue.spent = spent;
    queue.next += 1;
    queue.head = undefined;
    return fact;
  }
}

function headOf({ source, order, next }: Queue): { readonly fact: Fact; readonly cost: number } {
  const fact = factAt(source, order[next] ?? 0);
  return { fact, cost: Math.ceil(lineOf(fact).length / CHARACTERS_A_TOKEN) };
}

/** The places of a source, the most telling first; equal scores by their place in the document, which is that of their addresses. */
export function ranked(source: FactSource, focus: readonly FactTag[] = []): Uint32Array {
  const scores = new Float64Array(source.count);
  const order = new Uint32Array(source.count);
  for (let index = 0; index < source.count; index += 1) {
    const isMeant = focus.some((tag) => source.hasTag(index, tag));
    scores[index] = source.score(index) + (isMeant ? FOCUS : 0);
    order[index] = index;
  }
  if (source.isOrdered === true) return order;
  return order.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other);
}
