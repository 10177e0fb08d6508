import { likeness, localityDistance } from '#domain/bytes/locality-distance';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { HardeningField } from '#domain/document/hardening';
import { HARDENING_FIELDS } from '#domain/document/hardening';
import { protection } from '#domain/report/change-facts';
import { compareFunctions } from '#domain/report/compare-programs';
import type { ProgramModel } from '#domain/report/program-model';
import type { SampleText } from '#domain/report/sample-text';
import { changedTables, functionTables } from './compare-functions';
import { listTables } from './compare-lists';
import { missingOf } from './gaps';
import { identityLine } from './identity-view';
import { countText } from './quantities';
import type { Words } from './shown-words';
import { ShownText } from './shown-words';
import type { Gap, ViewTable } from './view-parts';

/** One of both results. */
export interface SideView {
  readonly fileName: Words;
  readonly sha256: string;
  readonly line: readonly Words[];
}

/** A fact of both, side by side. */
export interface SideBySide {
  readonly name: string;
  readonly here: string;
  readonly there: string;
  readonly isSame: boolean;
}

/** Two results as one picture of what is different. */
export interface CompareView {
  readonly here: SideView;
  readonly there: SideView;
  readonly isSameFile: boolean;
  readonly isSuspiciousShown: boolean;
  /** Counts, risk and the like. */
  readonly facts: readonly SideBySide[];
  /** Protections that both or one of them can have. */
  readonly hardening: readonly (SideBySide & { readonly field: HardeningField })[];
  /** How many functions are what, one of the five each. */
  readonly functions: Readonly<Record<'same' | 'renamed' | 'changed' | 'onlyHere' | 'onlyThere', number>>;
  /** Why differences may be none: code of one of both was not all read. */
  readonly gaps: readonly Gap[];
  readonly tables: readonly ViewTable[];
}

export interface CompareAsked {
  readonly fileName: string;
  readonly otherName: string;
  readonly showSuspicious: boolean;
}

export function compareView(
  here: ProgramModel,
  there: ProgramModel,
  sample: SampleText,
  asked: CompareAsked,
): CompareView {
  const shown = new ShownText(sample);
  const [one, other] = [here.document, there.document];
  const comparison = compareFunctions(here, there);
  const sides = { here, there, shown };
  const changed = changedTables(sides, comparison);
  const { same, onlyHere, onlyThere } = comparison;
  return {
    here: sideOf(one, asked.fileName, shown),
    there: sideOf(other, asked.otherName, shown),
    isSameFile: one.metadata.file.sha256 === other.metadata.file.sha256,
    isSuspiciousShown: asked.showSuspicious,
    facts: factsOf(one, other),
    hardening: HARDENING_FIELDS.flatMap((field) => {
      const [mine, theirs] = [one.summary.hardening[field], other.summary.hardening[field]];
      if (mine === undefined && theirs === undefined) return [];
      return [{ field, ...sideBySide(field, protection(mine), protection(theirs)) }];
    }),
    functions: {
      same: same.length - changed.renamed.total,
      renamed: changed.renamed.total,
      changed: comparison.changed.length,
      onlyHere: onlyHere.length,
      onlyThere: onlyThere.length,
    },
    gaps: [...unread('here', one), ...unread('there', other)],
    tables: [
      ...listTables.findings(sides),
      changed.changed,
      changed.renamed,
      ...functionTables(sides, comparison),
      ...listTables.others(sides),
    ],
  };
}

function sideOf(document: AnalysisDocument, fileName: string, shown: ShownText): SideView {
  return {
    fileName: shown.of(fileName, 200),
    sha256: document.metadata.file.sha256,
    line: identityLine(document, shown),
  };
}

function factsOf(one: AnalysisDocument, other: AnalysisDocument): readonly SideBySide[] {
  const of = (name: string, value: (document: AnalysisDocument) => string): SideBySide =>
    sideBySide(name, value(one), value(other));
  const count = (value: number | null): string => (value === null ? 'not known' : countText(value));
  return [
    of('Verdict', ({ summary: { verdict, risk_score: risk } }) =>
      verdict === null || risk === null ? 'not known' : `${verdict.word}, ${risk} of 10`,
    ),
    of('Size', ({ metadata }) => `${countText(metadata.file.size)} bytes`),
    of('Functions', ({ summary }) => count(summary.counts.functions)),
    of('Imports', ({ summary }) => count(summary.counts.imports)),
    of('Exports', ({ summary }) => count(summary.counts.exports)),
    of('Strings', ({ summary }) => count(summary.counts.strings)),
    of('Sections', ({ summary }) => count(summary.counts.sections)),
    of('Entropy', ({ metadata }) => metadata.file.entropy?.toFixed(2) ?? 'not known'),
    of('Depth', ({ metadata }) => metadata.analysis_config.analysis_depth),
    ...nearness(one.metadata.file.tlsh, other.metadata.file.tlsh),
  ];
}

/** How near the bytes of both are. */
function nearness(one = '', other = ''): readonly SideBySide[] {
  const distance = localityDistance(one, other);
  return distance === undefined ? [] : [sideBySide(`TLSH (distance ${distance}, ${likeness(distance)})`, one, other)];
}

function sideBySide(name: string, here: string, there: string): SideBySide {
  return { name, here, there, isSame: here === there };
}

/** What is not known of one of both is no difference between them. */
function unread(which: 'here' | 'there', document: AnalysisDocument): readonly Gap[] {
  const missing = missingOf(document, 'code');
  if (missing === undefined) return [];
  return [{ state: missing.state, text: `Code ${which}: ${missing.text} Functions told apart below may be the same.` }];
}
