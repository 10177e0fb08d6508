import { UNDER_WAY } from '#domain/document/stages';
import type { FactPage, OrderedFacts } from './fact-page';
import { factPage } from './fact-page';
import { fenceMark } from './fence';
import { HTML } from './html-rendering';
import { JSON_FORM } from './json-rendering';
import { MARKDOWN } from './markdown-rendering';
import type { ProgramModel } from './program-model';
import type { PageHead, Rendering, ReportFormat } from './rendering';
import { ReportCursors } from './report-cursor';
import type { TokenCounter } from './token-counter';
import { YAML } from './yaml-rendering';

const LEFT_OUT_SHOWN = 8;
const FORMAT_NAMES = { pe: 'PE', elf: 'ELF', macho: 'Mach-O' } as const;
const RENDERINGS: Readonly<Record<ReportFormat, Rendering>> = {
  markdown: MARKDOWN,
  json: JSON_FORM,
  yaml: YAML,
  html: HTML,
};

/** A page of facts, as it is asked for. */
export interface PageWanted {
  readonly format: ReportFormat;
  /** Of the whole answer. */
  readonly maxTokens: number;
  readonly cursor?: string;
  /** What is laid around the page where it is answered, which counts as well. */
  readonly around?: string;
}

/** A page, and the cursor of the next. */
export interface ReportPage extends Omit<FactPage, 'next'> {
  readonly next?: string;
}

/** What a page says beside its facts. */
export interface PageWords {
  /** What of the file the page is about, in words of ours. */
  readonly title?: string;
  /** Version of the other result that the facts depend on. */
  readonly other?: string;
  /** More lines above the facts, in words of ours. */
  readonly lines?: readonly string[];
}

/** Pages of facts of one version of a result. */
export class FactPages {
  private readonly mark: string;

  /** @param version of the result, as `ResultCache.version` names it */
  constructor(
    private readonly model: ProgramModel,
    private readonly version: string,
  ) {
    this.mark = fenceMark(version, model.document.metadata.file.sha256);
  }

  /**
   * @param question all that decides which facts there are, and in which order
   * @throws DomainError `INVALID_OPTION`, `RESULT_CHANGED` for a cursor that does not fit.
   */
  page(
    facts: OrderedFacts,
    question: string,
    { format, maxTokens, cursor, around = '' }: PageWanted,
    counter: TokenCounter,
    { title, other = '', lines = [] }: PageWords = {},
  ): ReportPage {
    const cursors = new ReportCursors(`${this.version}${other}`, question);
    const { next, ...page } = factPage({
      facts,
      head: this.head(title, lines),
      leftOut: leftOut(this.model),
      rendering: RENDERINGS[format],
      counter,
      maxTokens,
      aroundTokens: around === '' ? 0 : counter.count(around),
      from: cursor === undefined ? 0 : cursors.read(cursor),
      cursor: (place) => cursors.write(place),
    });
    return { ...page, ...(next !== undefined && { next: cursors.write(next) }) };
  }

  private head(title: string | undefined, lines: readonly string[]): PageHead {
    const { metadata, summary } = this.model.document;
    const { file, analysis_config: options, engine } = metadata;
    const { risk_score: risk, verdict } = summary;
    const score = risk === null || verdict === null ? 'not scored' : `${risk} of 10, ${verdict.word}`;
    const name = `${FORMAT_NAMES[file.format]} file, SHA-256 ${file.sha256.slice(0, 16)}…`;
    return {
      title: title === undefined ? name : `${title} of ${name}`,
      lines: [
        `Risk ${score}. Depth ${options.analysis_depth}${engine === 'fallback' ? ', without radare2' : ''}.`,
        ...lines,
        'Each line ends in its reference in braces, or begins with its address.',
      ],
      mark: this.mark,
    };
  }
}

/** What the document itself does not have: so that nothing is lost silently. */
function leftOut({ document }: ProgramModel): readonly string[] {
  const { metadata, not_analysed: notAnalysed } = document;
  const stages = metadata.stages
    .filter(({ status }) => status !== 'ok')
    .map(({ name, status, reason }) => `Stage ${name}: ${reason === UNDER_WAY ? 'still under way' : status}.`);
  const cut = metadata.truncated.map(
    ({ section, kept, total }) => `Of ${section}, the document holds ${kept} of ${total ?? 'an unknown number'}.`,
  );
  const missing = notAnalysed.map(({ section }) => `Not analysed: ${section}.`);
  return [...stages, ...cut, ...missing].slice(0, LEFT_OUT_SHOWN);
}
