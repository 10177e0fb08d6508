import type { DocumentHead } from '#domain/document/analysis-document';
import type { Finding } from '#domain/document/security-findings';

const MOST = 3;

/** Why it is judged so: its strongest reasons, each with where the code shows it and how that is reached. */
export function reasonLines({ summary, security_findings: security }: DocumentHead): readonly string[] {
  const findings = security?.findings ?? [];
  const reasons = summary.verdict?.reasons ?? [];
  const strongest = reasons
    .map(({ finding }) => findings.find(({ id }) => id === finding))
    .filter((each) => each !== undefined);
  const others = findings.filter((finding) => !strongest.includes(finding));
  return [...strongest, ...others].slice(0, MOST).map(findingLine);
}

function findingLine(finding: Finding): string {
  return `${finding.title} (${finding.severity})${placeOf(finding)}`;
}

function placeOf({ evidence }: Finding): string {
  const shown =
    evidence.find(({ path }) => path !== undefined) ?? evidence.find(({ address }) => address !== undefined);
  if (shown === undefined) return '';
  const at = shown.address === undefined ? '' : ` at ${shown.address}`;
  const path = shown.path ?? (shown.function === undefined ? [] : [shown.function]);
  return `: ${shown.value}${at}${path.length === 0 ? '' : ` in ${path.join(' > ')}`}`;
}
