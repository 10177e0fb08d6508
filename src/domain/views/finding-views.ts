import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ProgramModel } from '#domain/report/program-model';
import type { ShownPlaces } from './shown-places';
import type { ShownText, Words } from './shown-words';
import type { EvidenceView } from './verdict-view';
import { evidenceView, findingAnchor, titleOf } from './verdict-view';
import type { Anchor } from './view-parts';

const MOST_FINDINGS = 80;
const EVIDENCE_SHOWN = 6;

export interface FindingView {
  readonly anchor: Anchor;
  readonly id: string;
  readonly title: Words;
  readonly severity: string;
  readonly category: string;
  readonly description: readonly Words[];
  readonly attack: readonly string[];
  readonly confidence: number;
  readonly reach: string;
  /** Of the risk score. */
  readonly points: number;
  readonly evidence: readonly EvidenceView[];
  /** Pieces of evidence that the document has and this does not show. */
  readonly more: number;
}

/** All findings, the most severe first. */
export function findingViews(
  document: AnalysisDocument,
  model: ProgramModel,
  places: ShownPlaces,
  shown: ShownText,
): readonly FindingView[] {
  const { findings = [], contributions = [] } = document.security_findings ?? {};
  const points = new Map(contributions.map((each) => [each.finding, each.points]));
  return findings.slice(0, MOST_FINDINGS).map((finding, place) => {
    const { id, severity, category, description, attack, confidence, reach, evidence } = finding;
    const isCustom = id.startsWith('custom:');
    return {
      anchor: findingAnchor(place),
      ...{ id, title: titleOf(finding, shown), severity, category, attack, confidence, reach },
      description: isCustom ? [shown.of(description, 400)] : shown.sentence(description),
      points: points.get(id) ?? 0,
      evidence: evidence.slice(0, EVIDENCE_SHOWN).map((each) => evidenceView(each, model, places, shown)),
      more: Math.max(0, evidence.length - EVIDENCE_SHOWN),
    };
  });
}
