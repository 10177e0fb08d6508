import type { Finding, Severity } from '#domain/document/security-findings';
import type { PatternEngine } from '#domain/patterns/pattern-engine';
import type { TextFilter } from '#domain/patterns/text-filter';
import { answerMatching } from '#domain/patterns/text-filter';

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
