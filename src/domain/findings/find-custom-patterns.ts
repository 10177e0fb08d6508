import type { CustomPatternMatch, Finding, Severity } from '#domain/document/security-findings';
import { tameText } from '#domain/shared/hostile-text';
import { counted, quotedName } from './quoted-name';
import type { RuleHit } from './rule-hit';
import { WHOLE } from './rule-hit';

const CATEGORY = 'custom_pattern';
const VALUE_LIMIT = 200;
/** What a match adds to the risk: the caller knows what it means. */
const WEIGHTS: Readonly<Record<Severity, number>> = { info: 0, low: 0.5, medium: 1, high: 2, critical: 3 };

/** What matched, as a rule of ours would have found it. Ids are the places in the request: `custom:1` is the first. */
export function customPatternHits(matches: readonly CustomPatternMatch[]): readonly RuleHit[] {
  return matches.flatMap((match, index) => (match.total === 0 ? [] : [hitOf(match, `custom:${index + 1}`)]));
}

function hitOf({ name, pattern, severity, total, matches, complete }: CustomPatternMatch, id: string): RuleHit {
  const weight = WEIGHTS[severity];
  const count = `${complete ? '' : 'At least '}${counted(total, 'string')} ${total === 1 ? 'matches' : 'match'}`;
  const finding: Finding = {
    id,
    title: `Strings match the pattern ${quotedName(name)}`,
    severity,
    category: CATEGORY,
    description: `${count} ${tameText(pattern, VALUE_LIMIT)}, which was sent with the file.`,
    evidence: matches.map(({ content, address }) => ({ kind: 'string', value: content, address })),
    attack: [],
    confidence: 1,
    reach: 'file',
  };
  const risk = { bucket: 'custom', weight, perEvidence: false } as const;
  return { rule: { id, category: CATEGORY, ...(weight > 0 && { risk }) }, finding, pieces: total, strength: WHOLE };
}
