import type { Capability, Confidence, NarrativeSentence } from '#domain/document/account';
import type { Finding, SecurityFindings, Verdict } from '#domain/document/security-findings';
import { capabilitiesOf } from './capabilities';
import { confidenceOf } from './confidence';
import type { CustomPattern } from './custom-patterns';
import { matchCustomPatterns } from './custom-patterns';
import { customPatternHits } from './find-custom-patterns';
import { findFindings } from './find-findings';
import type { JudgedSubject } from './judged-subject';
import { narrate } from './narrative';
import { observe, packersOf } from './observe';
import { riskOf } from './risk';
import type { RuleSet } from './rule';
import { bySeverity } from './rule-hit';
import { verdictOf } from './verdict';

const TOP_FINDINGS = 5;

export interface JudgeOptions {
  /** `false`: no findings are told, only what the program can do. */
  readonly securityScan: boolean;
  readonly customPatterns: readonly CustomPattern[];
}

export interface Judgement extends Confidence {
  /** `null` where no security scan was asked for. */
  readonly security_findings: SecurityFindings | null;
  /** `null` where neither imports nor strings were read. */
  readonly capabilities: readonly Capability[] | null;
  /** Those above `info`, the most severe first, at most five; `null` where no security scan was asked for. */
  readonly top_findings: readonly Pick<Finding, 'id' | 'title' | 'severity' | 'category'>[] | null;
  /** `null` where no security scan was asked for. */
  readonly verdict: Verdict | null;
  readonly narrative: readonly NarrativeSentence[];
  readonly rules_version: string;
}

/** What an analysis means. Pure: the same subject, rules and options give the same judgement. */
export function judge(
  subject: JudgedSubject,
  rules: RuleSet,
  options: JudgeOptions = { securityScan: true, customPatterns: [] },
): Judgement {
  const { hits: found, nearMisses, uses, complete } = findFindings(subject, rules);
  const matches = options.securityScan ? matchCustomPatterns(subject.strings, options.customPatterns) : [];
  const hits = [...found, ...customPatternHits(matches)].sort(bySeverity);
  const capabilities = showsCapabilities(subject) ? capabilitiesOf(hits) : null;
  const packers = packersOf(subject, hits);
  const confidence = confidenceOf(subject, packers, complete);
  const risk = riskOf(hits);
  const verdict = verdictOf(risk, hits);
  const findings = hits.map(({ finding }) => finding);
  const told = options.securityScan ? { security: { riskScore: risk.score, verdict, findings } } : {};
  return {
    ...confidence,
    security_findings: options.securityScan
      ? {
          risk_score: risk.score,
          verdict,
          findings,
          near_misses: nearMisses,
          ...observe(subject, hits, uses),
          packers,
          custom_pattern_matches: matches,
          contributions: risk.contributions,
        }
      : null,
    capabilities,
    verdict: options.securityScan ? verdict : null,
    top_findings: options.securityScan ? topOf(findings) : null,
    narrative: narrate(subject, { capabilities, confidence, packers, ...told }),
    rules_version: rules.version,
  };
}

/** What a program can do shows in what it imports and contains. */
function showsCapabilities({ notAnalysed }: JudgedSubject): boolean {
  return !notAnalysed.includes('imports') || !notAnalysed.includes('strings');
}

function topOf(findings: readonly Finding[]): NonNullable<Judgement['top_findings']> {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .slice(0, TOP_FINDINGS)
    .map(({ id, title, severity, category }) => ({ id, title, severity, category }));
}
