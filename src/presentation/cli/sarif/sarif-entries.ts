import type { Finding } from '#domain/document/security-findings';
import type { Violation } from '#domain/policy/violation';
import type { SarifEntry } from './sarif-entry';

export function entryOfFinding(finding: Finding): SarifEntry {
  const { id, title, description, severity, attack, evidence } = finding;
  return { ruleId: id, title, description, severity, attack, evidence, message: `${title}.`, fails: false };
}

/** What a policy forbids and a file does: an error, unless it is waived. */
export function entryOfViolation({ rule, message, severity, finding, waived }: Violation): SarifEntry {
  return {
    ruleId: rule,
    title: finding?.title ?? `The policy asks for ${rule}`,
    description: finding?.description ?? `A policy says what a file must be; this is its rule ${rule}.`,
    severity,
    attack: finding?.attack ?? [],
    evidence: finding?.evidence ?? [],
    message: `The policy is violated: ${message}.`,
    fails: waived === undefined,
    ...(waived !== undefined && { waived: `${waived.reason} (until ${waived.expires})` }),
  };
}
