import type { Fact, FactKind } from './fact';
import type { OrderedFacts } from './fact-page';

/** Facts of one kind that are known one and all, in their order. */
export class ListedFacts implements OrderedFacts {
  constructor(
    private readonly kind: FactKind,
    private readonly facts: readonly Fact[],
  ) {}

  get total(): number {
    return this.facts.length;
  }

  at(index: number): Fact | undefined {
    return this.facts[index];
  }

  totals(): ReadonlyMap<FactKind, number> {
    return new Map([[this.kind, this.facts.length]]);
  }
}
