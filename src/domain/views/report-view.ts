import type { Capability } from '#domain/document/account';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { HardeningField } from '#domain/document/hardening';
import { HARDENING_FIELDS } from '#domain/document/hardening';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import type { SeenShare } from '#domain/report/fact-question';
import type { ProgramModel } from '#domain/report/program-model';
import type { Report } from '#domain/report/report';
import type { StageSoFar } from '#domain/results/interim';
import { callSketch } from './call-picture';
import type { CallsView } from './calls-view';
import { callsView } from './calls-view';
import type { FilePicture } from './file-picture';
import { filePicture } from './file-picture';
import type { FindingView } from './finding-views';
import { findingViews } from './finding-views';
import { functionTable, usersCell } from './function-table';
import { gapOf, gapsOf } from './gaps';
import { identityFacts, identityLine } from './identity-view';
import type { IndicatorsView } from './indicator-view';
import { indicatorsView } from './indicator-view';
import * as tables from './list-tables';
import { ShownPlaces } from './shown-places';
import type { Words } from './shown-words';
import { ShownText } from './shown-words';
import type { VerdictView } from './verdict-view';
import { findingAnchor, verdictView } from './verdict-view';
import type { Anchor, Cell, Gap, NamedFact, ViewTable } from './view-parts';

const NAMES_A_CATEGORY = 14;
const INDICATOR_USERS = 2;

/** `yes`, `no`: a protection that is there or not; others as the format grades it. */
export interface ProtectionView {
  readonly field: HardeningField;
  readonly state: 'yes' | 'no' | 'partial' | 'full' | 'none';
}

export interface CapabilityView {
  readonly name: string;
  readonly attack: readonly string[];
  readonly confidence: number;
  /** Findings that show it. */
  readonly evidence: readonly { readonly id: string; readonly to?: Anchor }[];
}

/** How the analysis was done. */
export interface RunView {
  readonly depth: string;
  readonly engine: string;
  readonly rules: string;
  readonly completedAt: string;
  readonly durationMs: number;
}

/** A result as one picture of it: what every page of it shows, each fact in one place. */
export interface ReportView {
  readonly fileName: Words;
  readonly sha256: string;
  readonly isSuspiciousShown: boolean;
  /** What is made of what is known so far: how its stages stand. */
  readonly stages?: readonly StageSoFar[];
  readonly run: RunView;
  readonly verdict: VerdictView;
  readonly line: readonly Words[];
  /** A sentence each. */
  readonly narrative: readonly (readonly Words[])[];
  readonly facts: readonly NamedFact[];
  readonly picture: FilePicture;
  readonly capabilities: readonly CapabilityView[];
  readonly capabilitiesGap?: Gap;
  readonly indicators: IndicatorsView;
  readonly hardening: readonly ProtectionView[];
  readonly importGroups: readonly { readonly category: string; readonly total: number; readonly names: Cell }[];
  readonly importsGap?: Gap;
  readonly calls: CallsView;
  readonly seen: readonly SeenShare[];
  /** What was cut, failed or not read. */
  readonly gaps: readonly Gap[];
  readonly findings: readonly FindingView[];
  readonly findingsTotal: number;
  readonly findingsGap?: Gap;
  readonly tables: readonly ViewTable[];
}

export interface ViewAsked {
  readonly fileName: string;
  readonly showSuspicious: boolean;
  readonly seen: readonly SeenShare[];
}

/** @param report of the same model: its ranking, and what it withholds */
export function reportView(
  model: ProgramModel,
  report: Report,
  { fileName, showSuspicious, seen }: ViewAsked,
): ReportView {
  const { document } = model;
  const shown = new ShownText(report.sample);
  const sketch = callSketch(document, model);
  const drawn = (sketch?.nodes ?? []).flatMap((node) => (node.kind === 'evidence' ? [] : [node.place]));
  const places = new ShownPlaces(model, report.sources, new Set([...drawn, ...evidenced(model)]));
  const lists = { document, model, places, shown };
  const strings = report.sources.find(({ kind }) => kind === 'string');
  const findings = findingViews(document, model, places, shown);
  const capabilities = (document.summary.capabilities ?? []).map((each) => capabilityView(each, document));
  const importGroups = groupsOf(model, places, shown);
  return {
    fileName: shown.of(fileName, 200),
    sha256: document.metadata.file.sha256,
    isSuspiciousShown: showSuspicious,
    run: runOf(document),
    verdict: verdictView(document, model, places, shown),
    line: identityLine(document, shown),
    narrative: document.summary.narrative_sources.map(({ text }) => shown.sentence(text)),
    facts: identityFacts(document, shown),
    picture: filePicture(document, places, shown),
    capabilities,
    ...(capabilities.length === 0 && {
      capabilitiesGap: gapOf(document, 'security_findings', 'sign of a capability that a rule knows'),
    }),
    indicators: indicatorsView(document, strings, places, shown, ({ used_by: users, used_by_total: total }) =>
      total === undefined || total === 0 ? [] : usersCell(users, total, INDICATOR_USERS, model, places, shown),
    ),
    hardening: hardeningOf(document),
    importGroups,
    ...(importGroups.length === 0 && { importsGap: gapOf(document, 'imports') }),
    calls: callsView(document, sketch, model, places, shown),
    seen,
    gaps: gapsOf(document),
    findings,
    findingsTotal: document.security_findings?.findings.length ?? 0,
    ...(findings.length === 0 && { findingsGap: gapOf(document, 'security_findings', 'sign that a rule looks for') }),
    tables: tablesOf(lists),
  };
}

function tablesOf(lists: tables.Lists): readonly ViewTable[] {
  const { document, model, places, shown } = lists;
  return [
    functionTable(document, model, places, shown),
    tables.stringTable(lists),
    tables.importTable(lists),
    tables.exportTable(lists),
    tables.sectionTable(lists),
    tables.segmentTable(lists),
    tables.libraryTable(lists),
    ...(document.metadata.file.format === 'pe' ? [tables.resourceTable(lists)] : []),
  ];
}

/** Functions that findings name. */
function* evidenced({ document, functions }: ProgramModel): Generator<number> {
  for (const { evidence } of document.security_findings?.findings ?? [])
    for (const { function: name } of evidence) {
      const [place, second] = name === undefined ? [] : functions.named(name);
      if (place !== undefined && second === undefined) yield place;
    }
}

function runOf({ metadata }: AnalysisDocument): RunView {
  const { analysis_config: options, engine, radare2_version: radare2, rules_version: rules } = metadata;
  return {
    depth: options.analysis_depth,
    engine: engine === 'fallback' ? 'own readers, without radare2' : `radare2 ${radare2}`,
    rules,
    completedAt: metadata.completed_at,
    durationMs: metadata.duration_ms,
  };
}

function capabilityView(
  { name, attack, confidence, findings }: Capability,
  { security_findings: security }: AnalysisDocument,
): CapabilityView {
  const evidence = findings.map((id) => {
    const place = security?.findings.findIndex((each) => each.id === id) ?? -1;
    return { id, ...(place >= 0 && { to: findingAnchor(place) }) };
  });
  return { name, attack, confidence, evidence };
}

function hardeningOf({ summary: { hardening } }: AnalysisDocument): readonly ProtectionView[] {
  return HARDENING_FIELDS.flatMap((field): readonly ProtectionView[] => {
    const value = hardening[field];
    if (value === undefined) return [];
    return [{ field, state: value === true ? 'yes' : value === false ? 'no' : value }];
  });
}

function groupsOf(
  { document: { imports } }: ProgramModel,
  places: ShownPlaces,
  shown: ShownText,
): ReportView['importGroups'] {
  const rank = new Map(places.of('import_use').map((place, index) => [place, index]));
  return IMPORT_CATEGORIES.flatMap((category) => {
    const found = [...imports.keys()].filter((place) => imports[place]?.category === category);
    if (found.length === 0) return [];
    const order = found.toSorted(
      (one, other) => (rank.get(one) ?? Infinity) - (rank.get(other) ?? Infinity) || one - other,
    );
    const names = order.slice(0, NAMES_A_CATEGORY).map((place) => {
      const to = places.anchor('import_use', place);
      return { words: shown.of(imports[place]?.name ?? '', 64), ...(to !== undefined && { to }) };
    });
    return [{ category, total: found.length, names }];
  });
}
