import type { DocumentHead } from '#domain/document/analysis-document';
import type { Hardening } from '#domain/document/hardening';
import { RELRO_LEVELS } from '#domain/document/hardening';
import { VERDICTS } from '#domain/document/security-findings';
import type { Import } from '#domain/document/symbols';
import type { Policy, RequiredHardening } from './policy';
import type { Violation } from './violation';
import { covers, isExpired } from './waiver';

/** What a policy is held against. */
export interface PolicySubject {
  readonly head: DocumentHead;
  /** All of them, where the policy forbids some. */
  readonly imports: readonly Pick<Import, 'name' | 'library'>[];
}

type Found = Omit<Violation, 'waived' | 'expired'>;

/** What of a policy a file violates; what is waived stays, marked. @param today as `2027-03-31` */
export function judge(policy: Policy, subject: PolicySubject, today: string): readonly Violation[] {
  const { file } = subject.head.metadata;
  const found = [
    ...hardeningViolations({ ...policy.hardening, ...policy.hardeningOf[file.format] }, subject.head),
    ...riskViolations(policy, subject.head),
    ...findingViolations(policy, subject.head),
    ...importViolations(policy, subject),
    ...packerViolations(policy, subject.head),
    ...signatureViolations(policy, subject.head),
  ];
  return found.map((violation) => {
    const waivers = policy.waivers.filter((waiver) => covers(waiver, violation.rule, file.sha256));
    const waived = waivers.find((waiver) => !isExpired(waiver, today));
    const [expired] = waivers;
    if (waived !== undefined) return { ...violation, waived };
    return expired === undefined ? violation : { ...violation, expired };
  });
}

function hardeningViolations(required: RequiredHardening, { metadata, summary }: DocumentHead): readonly Found[] {
  return (Object.entries(required) as [keyof Hardening, boolean | string][]).flatMap(([field, wanted]) => {
    const value = summary.hardening[field];
    if (holds(wanted, value)) return [];
    // What a format does not have does not hold either: a policy for several formats says so by a table for each.
    const is = value === undefined ? `not known of a file of the format ${metadata.file.format}` : String(value);
    const atLeast = typeof wanted === 'string' ? 'at least ' : '';
    const message = `${field} must be ${atLeast}${String(wanted)}, and is ${is}`;
    return [{ rule: `hardening.${field}`, message, severity: 'medium' as const }];
  });
}

function holds(wanted: boolean | string, value: boolean | string | undefined): boolean {
  if (typeof wanted === 'boolean' || value === undefined) return value === wanted;
  const levels: readonly (boolean | string)[] = RELRO_LEVELS;
  return levels.indexOf(value) >= levels.indexOf(wanted);
}

function riskViolations({ maxScore, maxVerdict }: Policy, { summary }: DocumentHead): readonly Found[] {
  const { risk_score: score, verdict } = summary;
  const tooRisky = maxScore !== undefined && (score === null || score > maxScore);
  const tooBad =
    maxVerdict !== undefined && (verdict === null || VERDICTS.indexOf(verdict.word) > VERDICTS.indexOf(maxVerdict));
  return [
    ...(tooRisky
      ? [violation('risk.score', `the risk may be ${maxScore} of 10 at most, and is ${score ?? 'not known'}`)]
      : []),
    ...(tooBad
      ? [violation('risk.verdict', `the verdict may be ${maxVerdict} at worst, and is ${verdict?.word ?? 'not known'}`)]
      : []),
  ];
}

function violation(rule: string, message: string): Found {
  return { rule, message, severity: 'high' };
}

function findingViolations(policy: Policy, { security_findings: security }: DocumentHead): readonly Found[] {
  const { forbiddenSeverities, forbiddenFindings } = policy;
  if (security === null) {
    const asked = forbiddenSeverities.length + forbiddenFindings.length > 0;
    return asked ? [violation('finding.unknown', 'nobody looked for findings')] : [];
  }
  return security.findings
    .filter(({ id, severity }) => forbiddenSeverities.includes(severity) || anyFits(forbiddenFindings, [id]))
    .map((finding) => ({
      rule: `finding.${finding.id}`,
      message: `${finding.title} (${finding.severity})`,
      severity: finding.severity,
      finding,
    }));
}

function importViolations({ forbiddenImports }: Policy, { imports }: PolicySubject): readonly Found[] {
  return imports
    .filter(({ name, library }) =>
      anyFits(forbiddenImports, [name, ...(library === undefined ? [] : [`${library}:${name}`])]),
    )
    .map(({ name, library }) => ({
      rule: `import.${name}`,
      message: `imports ${name}${library === undefined ? '' : ` of ${library}`}`,
      severity: 'medium',
    }));
}

function packerViolations({ forbiddenPackers }: Policy, { metadata }: DocumentHead): readonly Found[] {
  return (metadata.file.packers ?? [])
    .filter(({ name }) => anyFits(forbiddenPackers, [name]))
    .map(({ name }) => ({ rule: `packer.${name}`, message: `packed by ${name}`, severity: 'high' }));
}

function signatureViolations({ signatureRequired, signers }: Policy, { metadata }: DocumentHead): readonly Found[] {
  const { signature, signatures } = metadata.file;
  const all = signatures ?? (signature === undefined ? [] : [signature]);
  if (all.length === 0) {
    return signatureRequired || signers.length > 0 ? [violation('signature.required', 'it has no signature')] : [];
  }
  const named = all.flatMap(({ subject, team_id: team }) => [subject, team].filter((name) => name !== undefined));
  const known = signers.length === 0 || signers.some((signer) => named.some((name) => name.includes(signer)));
  if (known) return [];
  const by = named.length === 0 ? 'nobody who is named' : named.join('; ');
  return [violation('signature.signer', `it is signed by ${by}, who is not among those that it must be signed by`)];
}

function anyFits(patterns: readonly string[], names: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return names.some((name) =>
      wanted.endsWith('*') ? name.toLowerCase().startsWith(wanted.slice(0, -1)) : name.toLowerCase() === wanted,
    );
  });
}
