import type { Evidence } from '#domain/document/security-findings';

const MOST_EVIDENCE = 24;

interface Hits {
  readonly keys: Set<string>;
  readonly evidence: Evidence[];
}

/** What was found for each feature, in one scope. */
export class Tally {
  private readonly hits = new Map<number, Hits>();

  /** `key` tells apart what counts as different; the same key again adds no evidence. */
  add(feature: number, key: string, evidence: Evidence): void {
    let hits = this.hits.get(feature);
    if (hits === undefined) {
      hits = { keys: new Set(), evidence: [] };
      this.hits.set(feature, hits);
    }
    const isNew = !hits.keys.has(key) || !hits.evidence.some(({ value }) => value === evidence.value);
    hits.keys.add(key);
    if (isNew && hits.evidence.length < MOST_EVIDENCE) hits.evidence.push(evidence);
  }

  /** How many different keys. */
  count(feature: number): number {
    return this.hits.get(feature)?.keys.size ?? 0;
  }

  evidence(feature: number): readonly Evidence[] {
    return this.hits.get(feature)?.evidence ?? [];
  }

  features(): Iterable<number> {
    return this.hits.keys();
  }
}
