import type { Evidence, NearMiss } from '#domain/document/security-findings';
import type { Scope } from './evaluate-condition';
import { evidenceOf, holds } from './evaluate-condition';
import { indexOf, matchFeatures } from './match-features';
import { matchFunctions } from './match-functions';
import { NearSearch } from './match-near';
import { nearMisses } from './near-misses';
import type { Rule, RuleSet } from './rule';
import type { RuleHit, Strength } from './rule-hit';
import { bySeverity, hitOf, interleaved, WHOLE } from './rule-hit';
import type { RuleSubject } from './rule-subject';
import { Strengths } from './strength';
import type { UseIndex } from './use-index';
import { isShownCombination } from './verdict';

export interface FindingsReport {
  readonly hits: readonly RuleHit[];
  readonly nearMisses: readonly NearMiss[];
  /** Who uses what. */
  readonly uses: UseIndex;
  /** `false` when there was more text in the strings than rules are tried on. */
  readonly complete: boolean;
}

interface Held {
  readonly evidence: readonly Evidence[];
  readonly strength: Strength;
}

/** Tries all rules on a subject. Never throws; the same subject gives the same answer; time grows with the subject's size. */
export function findFindings(subject: RuleSubject, rules: RuleSet): FindingsReport {
  const matches = matchFeatures(subject, indexOf(rules));
  const file: Scope = { features: rules.features, tallyOf: () => matches.file };
  const inFunctions = matchFunctions(subject, rules, matches);
  const near = new NearSearch(subject, rules, matches);
  const strengths = new Strengths(subject, near, file);
  const held = (rule: Rule): Held | undefined => {
    if (rule.scope === 'near') return heldNear(rule, near, file, strengths);
    const evidence = rule.scope === 'file' ? fileEvidence(rule, file) : inFunctions.get(rule.id);
    if (evidence === undefined) return undefined;
    const plain: Strength = rule.scope === 'function' ? { ...WHOLE, reach: 'function' } : WHOLE;
    return { evidence, strength: strengths.ofText(rule, evidence, plain) };
  };
  const hits = rules.rules.flatMap((rule) => {
    const result = held(rule);
    return result === undefined ? [] : [{ rule, hit: hitOf(rule, result.evidence, result.strength) }];
  });
  const combined = hits.some(({ rule, hit }) => !rule.besideCombination && isShownCombination(hit));
  const counted = hits.filter(({ rule }) => combined || !rule.besideCombination).map(({ hit }) => hit);
  const found = new Set(hits.map(({ rule }) => rule.id));
  return {
    hits: counted.sort(bySeverity),
    nearMisses: nearMisses(rules, found, { file, near, notAnalysed: subject.notAnalysed }),
    uses: matches.uses,
    complete: matches.complete,
  };
}

function fileEvidence({ when }: Rule, scope: Scope): readonly Evidence[] | undefined {
  return holds(when, scope) ? interleaved(evidenceOf(when, scope)) : undefined;
}

function heldNear(rule: Rule, near: NearSearch, file: Scope, strengths: Strengths): Held | undefined {
  const place = near.find(rule.when);
  if (place !== undefined) {
    return { evidence: interleaved(evidenceOf(rule.when, place.scope)), strength: strengths.ofNear(rule, place) };
  }
  const evidence = fileEvidence(rule, file);
  const strength = evidence === undefined ? undefined : strengths.apart(rule);
  return evidence === undefined || strength === undefined ? undefined : { evidence, strength };
}
