import { ApiIndex, apiNames } from './api-index';
import { CallPaths } from './call-paths';
import { matchStructure } from './match-structure';
import type { Feature, RuleSet } from './rule';
import type { RuleSubject } from './rule-subject';
import { Tally } from './tally';
import type { TextHit } from './text-scanner';
import { TextScanner } from './text-scanner';

/** Characters of strings that are looked at: a document of the most and longest strings would take minutes. */
const MOST_TEXT = 30_000_000;
const NO_HITS: readonly TextHit[] = [];

/** Indexes of a rule set that do not depend on the subject: made once, used for every analysis. */
export class FeatureIndex {
  readonly text: TextScanner;
  private readonly api: ReadonlyMap<string, readonly number[]>;
  readonly functionNames: ReadonlyMap<string, readonly number[]>;

  constructor(readonly features: readonly Feature[]) {
    this.text = new TextScanner(features);
    this.api = byName(features, 'api');
    this.functionNames = byName(features, 'function');
  }

  /** The features that name this import, each with the name that the rule uses. */
  featuresOf(importName: string): readonly TextHit[] {
    if (this.api.size === 0) return NO_HITS;
    const hits = new Map<number, TextHit>();
    for (const name of apiNames(importName)) {
      for (const feature of this.api.get(name) ?? NO_FEATURES) {
        if (!hits.has(feature)) hits.set(feature, { feature, key: name });
      }
    }
    return hits.size === 0 ? NO_HITS : [...hits.values()];
  }
}

const NO_FEATURES: readonly number[] = [];
const INDEXES = new WeakMap<RuleSet, FeatureIndex>();

export function indexOf(rules: RuleSet): FeatureIndex {
  const known = INDEXES.get(rules) ?? new FeatureIndex(rules.features);
  INDEXES.set(rules, known);
  return known;
}

/** Every feature of the rules, answered for one subject. */
export interface Matches {
  readonly file: Tally;
  readonly apis: ApiIndex;
  /** Hits of the names of imports and of the contents of strings. */
  readonly byImport: ReadonlyMap<string, readonly TextHit[]>;
  readonly byString: ReadonlyMap<string, readonly TextHit[]>;
  /** Whether every string was looked at. */
  readonly complete: boolean;
}

export function matchFeatures(subject: RuleSubject, index: FeatureIndex): Matches {
  const file = new Tally();
  const apis = new ApiIndex(subject, CallPaths.of(subject));
  index.features.forEach((feature, place) => {
    if (feature.kind === 'api' || feature.kind === 'string' || feature.kind === 'regex' || feature.kind === 'function')
      return;
    for (const evidence of matchStructure(subject, feature)) file.add(place, evidence.value, evidence);
  });
  const byImport = matchImports(subject, index, apis, file);
  matchFunctionNames(subject, index, file);
  return { file, apis, byImport, ...matchStrings(subject, index, file) };
}

function matchImports(subject: RuleSubject, index: FeatureIndex, apis: ApiIndex, file: Tally): Matches['byImport'] {
  const byImport = new Map<string, readonly TextHit[]>();
  for (const each of subject.imports) {
    if (byImport.has(each.name)) continue;
    const hits = index.featuresOf(each.name);
    if (hits.length === 0) continue;
    byImport.set(each.name, hits);
    for (const { feature, key } of hits) file.add(feature, key, apis.evidence(each));
  }
  return byImport;
}

function matchStrings(
  subject: RuleSubject,
  index: FeatureIndex,
  file: Tally,
): { byString: Matches['byString']; complete: boolean } {
  const byString = new Map<string, readonly TextHit[]>();
  let left = MOST_TEXT;
  for (const { content, address } of subject.strings) {
    if (left < content.length) return { byString, complete: false };
    left -= content.length;
    if (byString.has(content)) continue;
    const hits = index.text.scan(content);
    if (hits.length === 0) continue;
    byString.set(content, hits);
    for (const { feature, key } of hits) file.add(feature, key, { kind: 'string', value: content, address });
  }
  return { byString, complete: true };
}

function matchFunctionNames(subject: RuleSubject, index: FeatureIndex, file: Tally): void {
  if (index.functionNames.size === 0) return;
  for (const { name, address } of subject.functions) {
    const plain = name.replace(/^(?:sym|fcn|loc|dbg)\./, '');
    for (const feature of index.functionNames.get(plain) ?? NO_FEATURES) {
      file.add(feature, plain, { kind: 'function', value: name, address, function: name });
    }
  }
}

function byName(features: readonly Feature[], kind: 'api' | 'function'): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  features.forEach((feature, place) => {
    if (feature.kind !== kind) return;
    for (const name of feature.names) index.set(name, [...(index.get(name) ?? []), place]);
  });
  return index;
}
