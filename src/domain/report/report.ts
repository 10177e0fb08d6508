import type { FactKind, FactSource, FactTag } from './fact';
import type { FactPage } from './fact-page';
import { factPage } from './fact-page';
import { FactSequence } from './fact-sequence';
import { fenceMark } from './fence';
import { capabilityFacts, findingFacts } from './finding-facts';
import { functionFacts } from './function-facts';
import { HTML } from './html-rendering';
import { identityFacts } from './identity-facts';
import { importFacts } from './import-facts';
import { JSON_FORM } from './json-rendering';
import { MARKDOWN } from './markdown-rendering';
import type { ProgramModel } from './program-model';
import type { PageHead, Rendering, ReportFormat } from './rendering';
import { ReportCursors } from './report-cursor';
import type { SampleText } from './sample-text';
import { selfDescriptionFacts, stringFacts } from './string-facts';
import { exportFacts, resourceFacts, sectionFacts } from './table-facts';
import type { TokenCounter } from './token-counter';
import { YAML } from './yaml-rendering';

export const RENDERINGS: Readonly<Record<ReportFormat, Rendering>> = {
  markdown: MARKDOWN,
  json: JSON_FORM,
  yaml: YAML,
  html: HTML,
};

/** A page of facts, as it is asked for. */
export interface PageWanted {
  readonly format: ReportFormat;
  readonly maxTokens: number;
  readonly cursor?: string;
}

/** What is asked of all facts. */
export interface ReportWanted extends PageWanted {
  /** What has to do with these comes sooner. */
  readonly focus: readonly FactTag[];
  /** Of these alone; of all where it is empty. */
  readonly kinds: readonly FactKind[];
}

/** A page, and the cursor of the next. */
export interface ReportPage extends Omit<FactPage, 'next'> {
  readonly next?: string;
}

/** All facts of one version of a result, in pages of any size. */
export class Report {
  private readonly sources: readonly FactSource[];
  private readonly sequences = new Map<string, FactSequence>();

  /** @param version of the result, as `ResultCache.version` names it */
  constructor(
    private readonly model: ProgramModel,
    private readonly sample: SampleText,
    private readonly version: string,
  ) {
    const { document } = model;
    this.sources = [
      identityFacts(document, sample),
      selfDescriptionFacts(model, sample),
      capabilityFacts(document),
      findingFacts(document, sample),
      importFacts(model, sample),
      functionFacts(model, sample),
      stringFacts(model, sample),
      exportFacts(model, sample),
      sectionFacts(document, sample),
      resourceFacts(document, sample),
    ];
  }

  /** @throws DomainError `INVALID_OPTION`, `RESULT_CHANGED` for a cursor that does not fit. */
  page({ focus, kinds, ...wanted }: ReportWanted, counter: TokenCounter): ReportPage {
    const question = `report ${[...focus].sort().join()} ${[...kinds].sort().join()}`;
    const facts = this.sequences.get(question) ?? new FactSequence(this.sourcesOf(kinds), focus);
    if (this.sequences.size >= MOST_SEQUENCES) this.sequences.clear();
    this.sequences.set(question, facts);
    return this.pageOf(facts, question, wanted, counter);
  }

  private pageOf(
    facts: FactSequence,
    question: string,
    { format, maxTokens, cursor }: PageWanted,
    counter: TokenCounter,
  ): ReportPage {
    const cursors = new ReportCursors(this.version, question);
    const from = cursor === undefined ? 0 : cursors.read(cursor);
    const { next, ...page } = factPage({
      facts,
      head: this.head(),
      leftOut: leftOut(this.model),
      rendering: RENDERINGS[format],
      counter,
      maxTokens,
      from,
      cursor: (place) => cursors.write(place),
    });
    return { ...page, ...(next !== undefined && { next: cursors.write(next) }) };
  }

  private sourcesOf(kinds: readonly FactKind[]): readonly FactSource[] {
    return kinds.length === 0 ? this.sources : this.sources.filter(({ kind }) => kinds.includes(kind));
  }

  private head(): PageHead {
    const { document } = this.model;
    const { file, analysis_config: options, engine } = document.metadata;
    const { risk_score: risk, verdict } = document.summary;
    const score = risk === null || verdict === null ? 'not scored' : `${risk} of 10, ${verdict.word}`;
    return {
      title: `${FORMAT_NAMES[file.format]} file, SHA-256 ${file.sha256.slice(0, 16)}…`,
      lines: [
        `Risk ${score}. Depth ${options.analysis_depth}${engine === 'fallback' ? ', without radare2' : ''}.`,
        'Each line ends in its reference in braces, or begins with its address.',
      ],
      mark: fenceMark(this.version, file.sha256),
    };
  }
}

/** Sequences kept at once: of all questions few are asked again. */
const MOST_SEQUENCES = 16;
const FORMAT_NAMES = { pe: 'PE', elf: 'ELF', macho: 'Mach-O' } as const;
const LEFT_OUT_SHOWN = 8;

/** What the document itself does not have: so that nothing is lost silently. */
function leftOut({ document }: ProgramModel): readonly string[] {
  const { metadata, not_analysed: notAnalysed } = document;
  const stages = metadata.stages.filter(({ status }) => status !== 'ok').map(({ name, status }) => `Stage ${name}: ${status}.`);
  const cut = metadata.truncated.map(
    ({ section, kept, total }) => `Of ${section}, the document holds ${kept} of ${total ?? 'an unknown number'}.`,
  );
  const missing = notAnalysed.map(({ section }) => `Not analysed: ${section}.`);
  return [...stages, ...cut, ...missing].slice(0, LEFT_OUT_SHOWN);
}
