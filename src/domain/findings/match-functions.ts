import type { Evidence } from '#domain/document/security-findings';
import { evidenceOf, featuresIn, holds } from './evaluate-condition';
import { isOfFunctions, scopeOf, tallyFunction } from './function-tally';
import type { Matches } from './match-features';
import type { Rule, RuleSet } from './rule';
import { interleaved } from './rule-hit';
import type { RuleSubject } from './rule-subject';

const MOST_EVIDENCE = 10;

/** The evidence of each rule of function scope, from the functions in which it holds. */
export function matchFunctions(
  subject: RuleSubject,
  rules: RuleSet,
  matches: Matches,
): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  const asking = rulesByFeature(rules);
  if (asking.size === 0) return found;
  const asks = (feature: number): boolean => asking.has(feature);
  subject.functions.forEach((each, place) => {
    const own = tallyFunction(each, asks, matches, place);
    const candidates = new Set([...own.features()].flatMap((feature) => asking.get(feature) ?? []));
    if (candidates.size === 0) return;
    const scope = scopeOf(rules.features, own, matches.file);
    for (const { id, when } of candidates) {
      const known = found.get(id) ?? [];
      if (known.length >= MOST_EVIDENCE || !holds(when, scope)) continue;
      found.set(id, [...known, ...interleaved(evidenceOf(when, scope))]);
    }
  });
  return found;
}

function rulesByFeature({ rules, features }: RuleSet): ReadonlyMap<number, readonly Rule[]> {
  const asking = new Map<number, Rule[]>();
  for (const rule of rules.filter(({ scope }) => scope === 'function')) {
    for (const feature of featuresIn(rule.when)) {
      if (isOfFunctions(features[feature])) asking.set(feature, [...(asking.get(feature) ?? []), rule]);
    }
  }
  return asking;
}
