import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { Evidence, Finding, VerdictWord } from '#domain/document/security-findings';
import type { ProgramModel } from '#domain/report/program-model';
import { gapOf } from './gaps';
import type { ShownPlaces } from './shown-places';
import type { ShownText, Words } from './shown-words';
import type { Anchor, Cell, Gap, Linked } from './view-parts';

const REASONS = 3;
const VALUE_CHARACTERS = 80;
/** Functions of a path that are shown. */
const PATH_SHOWN = 6;

/** One piece of evidence: what, where, and the calls that lead there. */
export interface EvidenceView {
  readonly kind: string;
  readonly value: Words;
  readonly address?: string;
  /** Functions from where the program starts; the last one has the evidence. */
  readonly path: Cell;
  /** The path begins before the first function that is shown. */
  readonly isPathCut: boolean;
}

/** Why the verdict is what it is. */
export interface ReasonView {
  readonly title: Words;
  readonly to: Anchor;
  readonly severity: string;
  /** Of the score; absent where it weighs nothing. */
  readonly points?: number;
  readonly evidence?: EvidenceView;
}

export interface VerdictView {
  readonly word?: VerdictWord;
  /** 0-10. */
  readonly score?: number;
  /** Present where there is no verdict. */
  readonly gap?: Gap;
  readonly reasons: readonly ReasonView[];
  /** 0-1: how complete the account is on which it rests. */
  readonly confidence: number;
  /** What takes from that. */
  readonly doubts: readonly (readonly Words[])[];
}

/** The verdict with what weighs most; where little weighs anything, the first findings that weigh nothing. */
export function verdictView(
  document: AnalysisDocument,
  model: ProgramModel,
  places: ShownPlaces,
  shown: ShownText,
): VerdictView {
  const { summary, security_findings: security, confidence, confidence_reasons: doubts } = document;
  const { verdict, risk_score: score } = summary;
  const weighed = strongest(document);
  const findings = security?.findings ?? [];
  return {
    ...(verdict === null || score === null
      ? { gap: gapOf(document, 'security_findings', 'findings') }
      : { word: verdict.word, score }),
    reasons: weighed.map((finding) => {
      const points = security?.contributions.find((each) => each.finding === finding.id)?.points ?? 0;
      const evidence = finding.evidence.find(({ path }) => path !== undefined) ?? finding.evidence[0];
      return {
        title: titleOf(finding, shown),
        to: findingAnchor(findings.indexOf(finding)),
        severity: finding.severity,
        ...(points > 0 && { points }),
        ...(evidence !== undefined && { evidence: evidenceView(evidence, model, places, shown) }),
      };
    }),
    confidence,
    doubts: doubts.map(({ reason }) => shown.sentence(reason)),
  };
}

/** The findings that speak loudest: those that the verdict rests on, then the others in their order. */
export function strongest(
  { summary, security_findings: security }: AnalysisDocument,
  most = REASONS,
): readonly Finding[] {
  const findings = security?.findings ?? [];
  const named = (summary.verdict?.reasons ?? []).flatMap(
    ({ finding }) => findings.find(({ id }) => id === finding) ?? [],
  );
  return [...new Set([...named, ...findings])].slice(0, most);
}

export function evidenceView(
  evidence: Evidence,
  model: ProgramModel,
  places: ShownPlaces,
  shown: ShownText,
): EvidenceView {
  const { kind, value, address, path, function: user } = evidence;
  const names = path ?? (user === undefined ? [] : [user]);
  return {
    kind,
    value: shown.of(value, VALUE_CHARACTERS),
    ...(address !== undefined && { address }),
    path: names.slice(-PATH_SHOWN).map((name) => functionNamed(name, model, places, shown)),
    isPathCut: names.length > PATH_SHOWN,
  };
}

/** A pattern that was sent with the file has a title of the client's. */
export function titleOf({ id, title }: Pick<Finding, 'id' | 'title'>, shown: ShownText): Words {
  return id.startsWith('custom:') ? shown.of(title) : title;
}

export function findingAnchor(place: number): Anchor {
  return `find-${place}`;
}

function functionNamed(name: string, model: ProgramModel, places: ShownPlaces, shown: ShownText): Linked {
  const [place, second] = model.functions.named(name);
  const to = second === undefined ? places.anchor('function', place) : undefined;
  return { words: shown.of(name), ...(to !== undefined && { to }) };
}
