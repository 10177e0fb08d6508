import { UNDER_WAY } from '#domain/document/stages';
import type { FactPage, OrderedFacts, PageRequest } from './fact-page';
import { factPage } from './fact-page';
import { fenceMark } from './fence';
import { HTML } from './html-rendering';
import { JSON_FORM } from './json-rendering';
import { LINES, MARKDOWN } from './markdown-rendering';
import type { ProgramModel } from './program-model';
import type { PageHead, Rendering, ReportFormat } from './rendering';
import { ReportCursors } from './report-cursor';
import type { TokenCounter } from './token-counter';
import { YAML } from './yaml-rendering';

const LEFT_OUT_SHOWN = 8;
/** What an answer to a question is less for, where they are cut. */
const SEARCHED = ['functions', 'strings', 'imports', 'exports', 'relations'];
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
  /** It is an answer to a question: a short head, and below it only what makes the answer less. */
  readonly isTerse?: boolean;
  /** Of what was not found, and why; below the facts of a terse page. */
  readonly notes?: readonly string[];
}

/** What is around the facts of a page. */
type Surroundings = Pick<PageRequest, 'head' | 'leftOut' | 'rendering'>;

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
    words: PageWords = {},
  ): ReportPage {
    const cursors = new ReportCursors(`${this.version}${words.other ?? ''}`, question);
    const { next, ...page } = factPage({
      facts,
      ...(words.isTerse === true ? this.terse(format, words) : this.full(format, words)),
      counter,
      maxTokens,
      aroundTokens: around === '' ? 0 : counter.count(around),
      from: cursor === undefined ? 0 : cursors.read(cursor),
      cursor: (place) => cursors.write(place),
    });
    return { ...page, ...(next !== undefined && { next: cursors.write(next) }) };
  }

  private full(format: ReportFormat, { title, lines = [] }: PageWords): Surroundings {
    return { head: this.head(title, lines), leftOut: leftOut(this.model), rendering: RENDERINGS[format] };
  }

  private terse(format: ReportFormat, { title = 'Facts', notes = [] }: PageWords): Surroundings {
    const { sha256 } = this.model.document.metadata.file;
    const rendering = RENDERINGS[format];
    return {
      head: { title: `${title} of ${sha256.slice(0, 8)}`, lines: [], mark: this.mark },
      leftOut: [...notes, ...faults(this.model), ...cuts(this.model, SEARCHED)],
      rendering: format === 'markdown' ? LINES : rendering,
    };
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
function leftOut(model: ProgramModel): readonly string[] {
  const { not_analysed: notAnalysed } = model.document;
  const missing = notAnalysed.map(({ section }) => `Not analysed: ${section}.`);
  return [...faults(model), ...cuts(model), ...missing].slice(0, LEFT_OUT_SHOWN);
}

/** Lists that are not whole, in one line: of all, or of these. */
function cuts({ document }: ProgramModel, sections?: readonly string[]): readonly string[] {
  const held = document.metadata.truncated
    .filter(({ section }) => sections?.includes(section) !== false)
    .map(({ section, kept, total }) => `${section} ${kept}/${total ?? 'unknown'}`);
  return held.length === 0 ? [] : [`Document holds: ${held.join(', ')}.`];
}

/** Stages that did not do all of their work. */
function faults({ document }: ProgramModel): readonly string[] {
  return document.metadata.stages
    .filter(({ status }) => status !== 'ok')
    .map(({ name, status, reason }) => `Stage ${name}: ${reason === UNDER_WAY ? 'still under way' : status}.`);
}
