import { CallPaths } from './call-paths';
import { InstructionSearch } from './instruction-search';
import type { StructureFeature } from './match-structure';
import { matchStructure } from './match-structure';
import { indicatorsIn } from './network-indicators';
import { ResolvedNames } from './resolved-names';
import type { Feature, Indicator, RuleSet } from './rule';
import type { RuleSubject, SubjectString } from './rule-subject';
import { Tally } from './tally';
import type { TextHit } from './text-scanner';
import { TextScanner } from './text-scanner';
import { apiNames, UseIndex } from './use-index';

/** Characters of strings that are looked at: a document of the most and longest strings would take minutes. */
const MOST_TEXT = 30_000_000;
const NO_HITS: readonly TextHit[] = [];

/** Indexes of a rule set that do not depend on the subject: made once, used for every analysis. */
export class FeatureIndex {
  readonly text: TextScanner;
  private readonly api: ReadonlyMap<string, readonly number[]>;
  readonly functionNames: ReadonlyMap<string, readonly number[]>;
  /** Those that ask for text that reads like instructions. */
  readonly instructions: readonly number[];
  private readonly unbounded: ReadonlySet<number>;
  private readonly indicators: readonly (readonly [feature: number, asked: readonly Indicator[]])[];

  constructor(readonly features: readonly Feature[]) {
    this.text = new TextScanner(features);
    this.api = byName(features, 'api');
    this.functionNames = byName(features, 'function');
    const places = [...features.entries()];
    this.instructions = places.flatMap(([place, each]) => (each.kind === 'instructions' ? [place] : []));
    this.unbounded = new Set(places.flatMap(([place, each]) => (each.kind === 'api' && each.unbounded ? [place] : [])));
    this.indicators = places.flatMap(([place, each]) => (each.kind === 'indicator' ? [[place, each.indicators]] : []));
  }

  /** The features that ask for what the string tells about the network. */
  indicatorHits(string: SubjectString, reservedAreReal?: boolean): readonly TextHit[] {
    if (this.indicators.length === 0) return NO_HITS;
    const found = indicatorsIn(string, reservedAreReal);
    if (found.length === 0) return NO_HITS;
    return this.indicators.flatMap(([feature, asked]) =>
      asked.some((each) => found.includes(each)) ? [{ feature, key: string.content }] : [],
    );
  }

  /** The features that name this import, each with the name that the rule uses. */
  featuresOf(importName: string): readonly TextHit[] {
    if (this.api.size === 0) return NO_HITS;
    const hits = new Map<number, TextHit>();
    const isBounded = /_chk(?:@.*)?$/.test(importName);
    for (const name of apiNames(importName)) {
      for (const feature of this.api.get(name) ?? NO_FEATURES) {
        if (isBounded && this.unbounded.has(feature)) continue;
        if (!hits.has(feature)) hits.set(feature, { feature, key: name });
      }
    }
    return hits.size === 0 ? NO_HITS : [...hits.values()];
  }
}

const LOOKED_UP: ReadonlySet<Feature['kind']> = new Set([
  'api',
  'string',
  'regex',
  'function',
  'indicator',
  'instructions',
]);
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
  readonly uses: UseIndex;
  readonly paths: CallPaths;
  /** Hits of the names of imports and of the contents of strings. */
  readonly byImport: ReadonlyMap<string, readonly TextHit[]>;
  readonly byString: ReadonlyMap<string, readonly TextHit[]>;
  readonly resolved: ResolvedNames;
  /** Whether every string was looked at. */
  readonly complete: boolean;
}

export function matchFeatures(subject: RuleSubject, index: FeatureIndex): Matches {
  const file = new Tally();
  const paths = CallPaths.of(subject);
  const uses = new UseIndex(subject, paths);
  index.features.forEach((feature, place) => {
    if (isLookedUp(feature)) return;
    for (const evidence of matchStructure(subject, feature)) file.add(place, evidence.value, evidence);
  });
  const byImport = matchImports(subject, index, uses, file);
  const resolved = new ResolvedNames(subject, paths, (name) => index.featuresOf(name));
  matchResolved(subject, resolved, uses, file);
  matchFunctionNames(subject, index, file);
  const search = new InstructionSearch(index.instructions);
  search.matchNames(subject, uses, file);
  return { file, uses, paths, byImport, resolved, ...matchStrings(subject, index, uses, file, search) };
}

function isLookedUp(feature: Feature): feature is Exclude<Feature, StructureFeature> {
  return LOOKED_UP.has(feature.kind);
}

function matchImports(subject: RuleSubject, index: FeatureIndex, uses: UseIndex, file: Tally): Matches['byImport'] {
  const byImport = new Map<string, readonly TextHit[]>();
  const own = new Set(subject.exports.map(({ name }) => name));
  for (const each of subject.imports) {
    // What it offers to others under the same name it hands on: that is no use of it.
    if (byImport.has(each.name) || own.has(each.name)) continue;
    const hits = index.featuresOf(each.name);
    if (hits.length === 0) continue;
    byImport.set(each.name, hits);
    for (const { feature, key } of hits) file.add(feature, key, uses.ofImport(each));
  }
  return byImport;
}

function matchResolved({ functions }: RuleSubject, resolved: ResolvedNames, uses: UseIndex, file: Tally): void {
  functions.forEach((each, place) => {
    for (const [value, hits] of resolved.of(each)) {
      const evidence = uses.ofLookUpIn(place, value);
      for (const { feature, key } of hits) file.add(feature, key, evidence);
    }
  });
}

function matchStrings(
  subject: RuleSubject,
  index: FeatureIndex,
  uses: UseIndex,
  file: Tally,
  search: InstructionSearch,
): { byString: Matches['byString']; complete: boolean } {
  const byString = new Map<string, readonly TextHit[]>();
  let left = MOST_TEXT;
  for (const each of usedFirst(subject.strings, uses)) {
    const { content } = each;
    if (left < content.length) return { byString, complete: false };
    left -= content.length;
    if (byString.has(content)) continue;
    const hits = [
      ...index.text.scan(content),
      ...index.indicatorHits(each, subject.reservedNamesAreReal),
      ...search.hitsOf(content),
    ];
    if (hits.length === 0) continue;
    byString.set(content, hits);
    for (const { feature, key } of hits) file.add(feature, key, uses.ofString(each));
  }
  return { byString, complete: true };
}

/** Of what is shown, and of what there is time for, that which code uses comes first. */
function usedFirst(strings: readonly SubjectString[], uses: UseIndex): readonly SubjectString[] {
  const [used, others]: [SubjectString[], SubjectString[]] = [[], []];
  for (const each of strings) (uses.isUsed(each) ? used : others).push(each);
  for (const each of others) used.push(each);
  return used;
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
