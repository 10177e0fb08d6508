import { LiteralMatcher } from './literal-matcher';
import type { Feature } from './rule';

/** A feature that a text has; `key` is what counts as different for it. */
export interface TextHit {
  readonly feature: number;
  readonly key: string;
}

/** A pattern that is worth trying once one of its literals was seen. */
interface Trial {
  readonly feature: number;
  readonly test: (text: string) => boolean;
}

/** All questions about text of a rule set, asked of a text in one pass. */
export class TextScanner {
  private readonly whole = new Map<string, TextHit[]>();
  private readonly matcher: LiteralMatcher;
  /** By literal: what its presence answers, and what it makes worth trying. */
  private readonly hits: readonly (readonly TextHit[])[];
  private readonly trials: readonly (readonly Trial[])[];

  constructor(features: readonly Feature[]) {
    const hits = new Map<string, TextHit[]>();
    const trials = new Map<string, Trial[]>();
    features.forEach((feature, place) => {
      if (feature.kind === 'string') {
        for (const key of feature.literals) push(feature.whole ? this.whole : hits, key, { feature: place, key });
      } else if (feature.kind === 'regex') {
        const { pattern, shortest, needs } = feature;
        const test = (text: string): boolean => text.length >= shortest && pattern.test(text);
        for (const need of needs) push(trials, need, { feature: place, test });
      }
    });
    const literals = [...new Set([...hits.keys(), ...trials.keys()])];
    this.matcher = new LiteralMatcher(literals);
    this.hits = literals.map((literal) => hits.get(literal) ?? []);
    this.trials = literals.map((literal) => trials.get(literal) ?? []);
  }

  scan(text: string): readonly TextHit[] {
    const lower = text.toLowerCase();
    const found = new Set<number>();
    this.matcher.scan(lower, (literal) => found.add(literal));
    const whole = this.whole.get(lower) ?? [];
    if (found.size === 0) return whole;
    const hits = [...whole];
    const tried = new Set<number>();
    for (const literal of found) {
      hits.push(...(this.hits[literal] ?? []));
      for (const { feature, test } of this.trials[literal] ?? []) {
        if (tried.has(feature)) continue;
        tried.add(feature);
        if (test(text)) hits.push({ feature, key: text });
      }
    }
    return hits;
  }
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
