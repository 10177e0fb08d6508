import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { MB } from '#domain/shared/quantities';
import { Cards } from './cards';
import { changeFacts } from './change-facts';
import type { ReportPage } from './fact-pages';
import { FactPages } from './fact-pages';
import type {
  Asking,
  CardsQuestion,
  CompareQuestion,
  FactQuestion,
  PathsQuestion,
  ReportQuestion,
  SearchQuestion,
  SimilarQuestion,
} from './fact-question';
import { ListedFacts } from './listed-facts';
import { pathFacts } from './path-facts';
import { ProgramModel } from './program-model';
import { Report } from './report';
import { notOfKind, resolve } from './resolve-fact';
import type { ResultLists } from './result-lists';
import type { Suspects } from './sample-text';
import { SampleText } from './sample-text';
import { Search } from './search';
import { similarFacts } from './similar-facts';
import type { TokenCounter } from './token-counter';

/** Reports kept at once: one a name that the file was sent by. */
const MOST_REPORTS = 4;
const PAGE_BYTES = 2 * MB;
const NONE_KNOWN_AGAIN =
  'No function here can be known again: that needs code of ten instructions and more, read at standard depth.';

interface Compared {
  readonly version: string;
  readonly sample: SampleText;
  readonly facts: ListedFacts;
}

/** Everything that one version of a result can be asked in facts. */
export class FactBook {
  readonly model: ProgramModel;
  private readonly pages: FactPages;
  private readonly reports = new Map<string, Report>();
  /** What looks through a report's facts. */
  private readonly searches = new WeakMap<Report, Search>();
  /** Pages of reports that were asked for last: what is looked at first is asked for by all. */
  private readonly answered = new ByteBoundedMap<ReportPage>(PAGE_BYTES);
  /** The last comparison: the next page of it is asked for soon. */
  private compared: Compared | undefined;

  /**
   * @param version of the result, as `ResultCache.version` names it
   * @param lists of the document, where they need not be read whole
   */
  constructor(
    document: AnalysisDocument,
    readonly version: string,
    private readonly suspects: Suspects,
    private readonly patterns: PatternEngine,
    lists?: ResultLists,
  ) {
    this.model = new ProgramModel(document, lists);
    this.pages = new FactPages(this.model, version);
  }

  /** @throws DomainError `INVALID_OPTION`, `NOT_FOUND`, `RESULT_CHANGED` for a cursor that does not fit. */
  answer(question: FactQuestion, counter: TokenCounter): ReportPage {
    switch (question.kind) {
      case 'report':
        return this.report(question, counter);
      case 'cards':
        return this.cards(question, counter);
      case 'similar':
        return this.similar(question, counter);
      case 'search':
        return this.search(question, counter);
      case 'paths':
        return this.paths(question, counter);
    }
  }

  private report(question: ReportQuestion, counter: TokenCounter): ReportPage {
    const { focus, kinds, page } = question;
    // What is laid around it has an id of its own each time: only how long it is makes another page.
    const around = counter.count(page.around ?? '');
    const asked = JSON.stringify({ ...question, page: { ...page, around } });
    const known = this.answered.get(asked);
    if (known !== undefined) return known;
    const name = `report ${[...focus].sort().join()} ${[...kinds].sort().join()}`;
    const facts = this.reportOf(question).facts({ focus, kinds }, name);
    const made = this.pages.page(facts, askedOf(question, name), page, counter, { lines: seenLines(question) });
    this.answered.set(asked, made, asked.length + made.text.length);
    return made;
  }

  private cards(question: CardsQuestion, counter: TokenCounter): ReportPage {
    const { refs, parts, code, elsewhere = [], page } = question;
    const report = this.reportOf(question);
    const named = refs.flatMap((ref, place) => {
      const field = refs.length > 1 ? `refs.${place}` : 'ref';
      return (report.nameFinding(ref) ?? resolve(this.model, ref, field)).map((each) => ({ ...each, ref }));
    });
    // What several references name is told once, where it was named first.
    const subjects = [
      ...new Map(named.toReversed().map((each) => [`${each.kind} ${each.index}`, each])).values(),
    ].toReversed();
    const { sources, sample } = report;
    const cards = new Cards(subjects, new Set(parts), { code, elsewhere }, sources, this.model, sample);
    const name = `cards ${refs.join(' ')} ${[...parts].sort().join()}`;
    const title = subjects.length === 1 ? 'Card' : `${subjects.length} cards`;
    return this.pages.page(cards, name, page, counter, { title });
  }

  /** @param other the result that this one is compared with, as `compare` means it */
  compare(other: FactBook, question: CompareQuestion, counter: TokenCounter): ReportPage {
    const { sample } = this.reportOf(question);
    const version = other.version;
    const known = this.compared?.version === version && this.compared.sample === sample ? this.compared : undefined;
    const facts = known?.facts ?? changesOf(this.model, other.model, sample);
    this.compared = { version, sample, facts };
    return this.pages.page(facts, 'compare', question.page, counter, { title: 'Differences', other: version });
  }

  private similar({ here, matches, page, ref, ...asking }: SimilarQuestion, counter: TokenCounter): ReportPage {
    const { sample } = this.reportOf(asking);
    const places = ref === undefined ? undefined : functionsMeant(this.model, ref);
    const facts = new ListedFacts('similar', similarFacts(this.model, here, matches, sample, places));
    const name = `similar ${ref ?? ''} ${matches.map(({ version }) => version).join()}`;
    const lines = here > 0 ? [] : [NONE_KNOWN_AGAIN];
    return this.pages.page(facts, name, page, counter, { title: 'Seen before', lines });
  }

  private search(question: SearchQuestion, counter: TokenCounter): ReportPage {
    const { query, kinds, page } = question;
    const report = this.reportOf(question);
    const search = this.searches.get(report) ?? new Search(this.model, report, this.patterns);
    this.searches.set(report, search);
    const name = `search ${[...kinds].sort().join()} ${query}`;
    const { facts, notes } = search.find({ query, kinds }, name);
    return this.pages.page(facts, askedOf(question, name), page, counter, { title: 'Search', isTerse: true, notes });
  }

  private paths(question: PathsQuestion, counter: TokenCounter): ReportPage {
    const { from, to, maxPaths, isWhole, page } = question;
    const { facts, notes } = pathFacts(this.model, this.reportOf(question).sample, question);
    const name = `paths ${JSON.stringify([from, to, maxPaths, isWhole])}`;
    const listed = new ListedFacts('path', facts);
    return this.pages.page(listed, name, page, counter, { title: 'Paths', isTerse: true, notes });
  }

  /** Its facts, ranked, and what of the sample's text is withheld. */
  reportOf({ fileName, showSuspicious = false }: Pick<Asking, 'fileName' | 'showSuspicious'>): Report {
    const name = `${showSuspicious} ${fileName}`;
    const known = this.reports.get(name);
    if (known !== undefined) return known;
    const made = new Report(this.model, new SampleText(this.suspects, showSuspicious), fileName);
    if (this.reports.size >= MOST_REPORTS) this.reports.clear();
    this.reports.set(name, made);
    return made;
  }
}

/** @throws DomainError `INVALID_OPTION` where it names something else. */
function functionsMeant(model: ProgramModel, ref: string): readonly number[] {
  const places = resolve(model, ref).flatMap(({ kind, index }) => (kind === 'function' ? [index] : []));
  if (places.length === 0) throw notOfKind('ref', 'must name a function');
  return places;
}

/** Names a question to facts whose order depends on how long their lines are: on what is withheld, and on the name of the file. */
function askedOf({ fileName, showSuspicious = false }: Asking, name: string): string {
  return JSON.stringify([fileName, showSuspicious, name]);
}

function seenLines({ seen = [] }: ReportQuestion): readonly string[] {
  return seen.map(({ analysisId, shared, of }) => `${shared} of ${of} functions are also in analysis ${analysisId}.`);
}

function changesOf(here: ProgramModel, there: ProgramModel, sample: SampleText): ListedFacts {
  const facts = changeFacts(here, there, sample).map(({ ref, text, origin }) => ({
    ref,
    text,
    origin,
    kind: 'change' as const,
  }));
  return new ListedFacts('change', facts);
}
