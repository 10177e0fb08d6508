import type { Capability } from '#domain/document/account';
import { SEVERITIES } from '#domain/document/security-findings';
import type { RuleHit } from './rule-hit';

/** Of what is equally serious, the more telling first. */
const TELLING = ['network', 'process', 'execution', 'crypto', 'privilege_escalation', 'collection', 'registry', 'file'];

/** Text that no code uses shows nothing that a program can do. What tells most comes first: the more serious, then the more telling areas. */
export function capabilitiesOf(hits: readonly RuleHit[]): readonly Capability[] {
  const severities = new Map(hits.map(({ finding }) => [finding.id, SEVERITIES.indexOf(finding.severity)]));
  const found = new Map<string, Capability>();
  for (const { rule, finding, strength } of hits) {
    if (rule.capability === undefined || strength.share === 0 || finding.reach === 'unused') continue;
    const known = found.get(rule.capability);
    found.set(rule.capability, {
      name: rule.capability,
      category: known?.category ?? rule.category,
      findings: [...(known?.findings ?? []), finding.id],
      attack: [...new Set([...(known?.attack ?? []), ...finding.attack])],
      confidence: Math.max(known?.confidence ?? 0, finding.confidence),
    });
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b));

  function rank({ findings, category }: Capability): number {
    const severity = Math.max(...findings.map((id) => severities.get(id) ?? 0));
    const place = TELLING.indexOf(category);
    return -severity * 100 + (place < 0 ? TELLING.length : place);
  }
}
