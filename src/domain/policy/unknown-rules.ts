import { HARDENING_FIELDS } from '#domain/document/hardening';
import { nearestFew } from './nearest';
import type { Policy } from './policy';

/** Named by what a file imports, or is packed by: nobody knows all names. */
const OPEN = ['import.', 'packer.'] as const;
const CLOSED = [
  ...HARDENING_FIELDS.map((field) => `hardening.${field}`),
  ...['risk.score', 'risk.verdict', 'finding.unknown', 'signature.required', 'signature.signer'],
];
const MOST_NAMED = 3;

/**
 * What a policy names and nothing will ever be called: it would forbid, or waive, nothing. A sentence each.
 * @param findings ids of all rules of findings
 */
export function unknownRules({ forbiddenFindings, waivers }: Policy, findings: readonly string[]): readonly string[] {
  const all = [...CLOSED, ...findings.map((id) => `finding.${id}`)];
  return [
    ...forbiddenFindings
      // Compared without regard to case, as findings are.
      .filter((named) => !isKnown(named.toLowerCase(), findings))
      .map((named) => faultOf('findings.forbidden', named, findings)),
    ...waivers.flatMap(({ rule }, index) =>
      rule === undefined || OPEN.some((start) => rule.startsWith(start)) || isKnown(rule, [...all, ...OPEN])
        ? []
        : [faultOf(`waivers.${index + 1}.rule`, rule, all)],
    ),
  ];
}

function isKnown(named: string, known: readonly string[]): boolean {
  if (!named.endsWith('*')) return known.includes(named);
  return known.some((each) => each.startsWith(named.slice(0, -1)));
}

function faultOf(path: string, named: string, known: readonly string[]): string {
  const near = nearestFew(named.replace(/\*$/, ''), known, MOST_NAMED);
  const meant =
    near.length === 0
      ? 'docs/rules.md and GET /api/v1/formats tell which there are'
      : `did you mean ${near.join(' or ')}?`;
  return `${path} names ${JSON.stringify(named)}, which is the name of no rule; ${meant}${meant.endsWith('?') ? '' : '.'}`;
}
