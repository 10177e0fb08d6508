import { answerMatching } from '#domain/analysis/text-filter';
import type { TextFilter } from '#domain/analysis/text-filter';
import type { PatternEngine } from '#domain/findings/pattern-engine';
import type { Finding, Severity } from '#domain/findings/security-findings';

/** The findings that are wanted, in their own order: the most severe first. They are few, and part of the head. */
export function listFindings(
  findings: readonly Finding[],
  { filter, severity }: { readonly filter?: TextFilter; readonly severity?: Severity | undefined },
  patterns: PatternEngine,
): readonly Finding[] {
  const matches = filter === undefined ? (): boolean => true : answerMatching(filter, patterns);
  return findings.filter(
    (finding) =>
      (severity === undefined || finding.severity === severity) &&
      [finding.id, finding.title, finding.category].some(matches),
  );
}
