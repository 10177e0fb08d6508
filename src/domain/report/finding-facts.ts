import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { Evidence, Finding } from '#domain/document/security-findings';
import type { FactSource, FactTag, FactText } from './fact';
import { BASE, CONFIDENCE, SEVERITY } from './fact-scores';
import type { SampleText } from './sample-text';

const EVIDENCE_SHOWN = 2;
const VALUE_CHARACTERS = 60;
/** Functions of a path that are shown: where it starts, and the last. */
const PATH_SHOWN = 3;

/** Of a name that the file was sent by: others may have sent it by another, so it is no part of the result. */
export const FILE_NAME_FINDING = 'find:file_name_suspected';
const FILE_NAME_SCORE = { severity: 'high', confidence: 0.75 } as const;

/** Findings, each with its first evidence and where that is; behind them that the name of the file reads like instructions. */
export function findingFacts(
  { security_findings: security }: AnalysisDocument,
  fileName: string,
  sample: SampleText,
): FactSource {
  const findings = security?.findings ?? [];
  const isNamed = (index: number): boolean => index === findings.length;
  return {
    kind: 'finding',
    count: findings.length + Number(sample.isSuspect(fileName)),
    score: (index) => scoreOf(isNamed(index) ? FILE_NAME_SCORE : findings[index]),
    hasTag: (index, tag) => hasTag(findings[index], tag),
    ref: (index) => (isNamed(index) ? FILE_NAME_FINDING : `find:${findings[index]?.id ?? ''}`),
    text: (index) => (isNamed(index) ? nameText(fileName, sample) : textOf(findings[index], sample)),
  };
}

function nameText(fileName: string, sample: SampleText): FactText {
  const { severity, confidence } = FILE_NAME_SCORE;
  const words = 'The name that the file was sent by reads like instructions to a language model';
  return { text: `[${severity} ${confidence}] ${words}: ${sample.quoted(fileName)}`, origin: 'sample' };
}

/** What the program can do, as the rules conclude. */
export function capabilityFacts({ summary }: AnalysisDocument): FactSource {
  const capabilities = summary.capabilities ?? [];
  return {
    kind: 'capability',
    count: capabilities.length,
    score: (index) => BASE.capability + CONFIDENCE * (capabilities[index]?.confidence ?? 0),
    hasTag: (index, tag) => capabilities[index]?.category === tag,
    ref: (index) => `cap:${index + 1}`,
    text: (index) => {
      const { name = '', attack = [], findings = [], confidence = 0 } = capabilities[index] ?? {};
      const techniques = attack.length === 0 ? '' : ` ${attack.join(' ')}`;
      return { text: `can ${name} (${confidence}${techniques}): ${findings.join(', ')}`, origin: 'analysis' };
    },
  };
}

function scoreOf(finding: Pick<Finding, 'severity' | 'confidence'> | undefined): number {
  if (finding === undefined) return BASE.finding;
  return BASE.finding + SEVERITY[finding.severity] + CONFIDENCE * finding.confidence;
}

function hasTag(finding: Finding | undefined, tag: FactTag): boolean {
  return finding !== undefined && (finding.category === tag || finding.id.startsWith(`${tag}-`));
}

function textOf(finding: Finding | undefined, sample: SampleText): FactText {
  if (finding === undefined) return { text: '', origin: 'analysis' };
  const { severity, title, evidence, confidence, attack } = finding;
  const shown = evidence.slice(0, EVIDENCE_SHOWN).map((each) => evidenceText(each, sample));
  const more = evidence.length - shown.length;
  const techniques = attack.length === 0 ? '' : ` ${attack.join(' ')}`;
  // A pattern that was sent with the file has a title of the client's.
  const words = finding.id.startsWith('custom:') ? sample.quoted(title) : title;
  const why = `${shown.join('; ')}${more > 0 ? `; +${more}` : ''}`;
  return { text: `[${severity} ${confidence}${techniques}] ${words}${why === '' ? '' : `: ${why}`}`, origin: 'sample' };
}

/** Its kind where it is not an import, its text, where it is, and the way there. */
export function evidenceText(evidence: Evidence, sample: SampleText): string {
  const { function: user, path } = evidence;
  const way =
    path !== undefined && path.length > 1
      ? pathText(path, sample)
      : user === undefined
        ? ''
        : ` in ${sample.name(user)}`;
  return `${evidencePlace(evidence, sample)}${way}`;
}

/** The same without the way. */
export function evidencePlace({ kind, value, address }: Evidence, sample: SampleText): string {
  const what = kind === 'api' ? sample.name(value) : `${kind} ${sample.quoted(value, VALUE_CHARACTERS)}`;
  return `${what}${address === undefined ? '' : ` at ${address}`}`;
}

function pathText(path: readonly string[], sample: SampleText): string {
  const names = path.map((name) => sample.name(name));
  const shown = names.length <= PATH_SHOWN + 1 ? names : [names[0] ?? '', '…', ...names.slice(-PATH_SHOWN + 1)];
  return ` in ${shown.join(' > ')}`;
}
