import type { Reach, Verdict, VerdictWord } from '#domain/document/security-findings';
import type { Risk } from './risk';
import type { RuleHit } from './rule-hit';

const REASONS = 3;
const NOTEWORTHY = 2;
const SUSPICIOUS = 4;
const DANGEROUS = 7;

const SHOWN: ReadonlySet<Reach> = new Set(['function', 'near', 'small']);

/** A combination that code is known to make. */
export function isShownCombination({ rule, finding, strength }: RuleHit): boolean {
  return rule.risk?.bucket === 'combination' && strength.share > 0 && SHOWN.has(finding.reach);
}

/** The score in a word. What no combination in the code shows is suspicious at most, however much of it there is. */
export function verdictOf({ score, contributions }: Risk, hits: readonly RuleHit[]): Verdict {
  const isShown = hits.some(isShownCombination);
  const reasons = contributions.slice(0, REASONS).map(({ finding, points, reason }) => ({ finding, points, reason }));
  return { word: wordOf(score, isShown), reasons };
}

function wordOf(score: number, isShown: boolean): VerdictWord {
  if (score < NOTEWORTHY) return 'ordinary';
  if (score < SUSPICIOUS) return 'noteworthy';
  return score < DANGEROUS || !isShown ? 'suspicious' : 'dangerous';
}
