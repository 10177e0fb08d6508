import type { AnalysisDocument } from '#domain/document/analysis-document';
import { Cards } from './cards';
import { changeFacts } from './change-facts';
import type { ReportPage } from './fact-pages';
import { FactPages } from './fact-pages';
import type {
  Asking,
  CardsQuestion,
  CompareQuestion,
  FactQuestion,
  ReportQuestion,
  SimilarQuestion,
} from './fact-question';
import { ListedFacts } from './listed-facts';
import { ProgramModel } from './program-model';
import { Report } from './report';
import { resolve } from './resolve-fact';
import type { Suspects } from './sample-text';
import { SampleText } from './sample-text';
import { similarFacts } from './similar-facts';
import type { TokenCounter } from './token-counter';

/** Reports kept at once: one a name that the file was sent by. */
const MOST_REPORTS = 4;

interface Compared {
  readonly version: string;
  readonly sample: SampleText;
  readonly facts: ListedFacts;
}

/** Everything that one version of a result can be asked in facts. */
export class FactBook {
  private readonly model: ProgramModel;
  private readonly pages: FactPages;
  private readonly reports = new Map<string, Report>();
  /** The last comparison: the next page of it is asked for soon. */
  private compared: Compared | undefined;

  /** @param version of the result, as `ResultCache.version` names it */
  constructor(
    document: AnalysisDocument,
    readonly version: string,
    private readonly suspects: Suspects,
  ) {
    this.model = new ProgramModel(document);
    this.pages = new FactPages(this.model, version);
  }

  /** @throws DomainError `INVALID_OPTION`, `RESULT_CHANGED` for a cursor that does not fit. */
  answer(question: FactQuestion, counter: TokenCounter): ReportPage {
    switch (question.kind) {
      case 'report':
        return this.report(question, counter);
      case 'cards':
        return this.cards(question, counter);
      case 'similar':
        return this.similar(question, counter);
    }
  }

  private report(question: ReportQuestion, counter: TokenCounter): ReportPage {
    const { focus, kinds, page } = question;
    const name = `report ${[...focus].sort().join()} ${[...kinds].sort().join()}`;
    return this.pages.page(this.reportOf(question).facts({ focus, kinds }, name), name, page, counter);
  }

  private cards(question: CardsQuestion, counter: TokenCounter): ReportPage {
    const { refs, parts, code, page } = question;
    const subjects = refs.flatMap((ref) => resolve(this.model, ref).map((place) => ({ ...place, ref })));
    const { sources, sample } = this.reportOf(question);
    const cards = new Cards(subjects, new Set(parts), code, sources, this.model, sample);
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
    const { sample } = this.reportOf({ ...asking, page });
    const places = ref === undefined ? undefined : resolve(this.model, ref).map(({ index }) => index);
    const facts = new ListedFacts('similar', similarFacts(this.model, here, matches, sample, places));
    const name = `similar ${ref ?? ''} ${matches.map(({ version }) => version).join()}`;
    return this.pages.page(facts, name, page, counter, { title: 'Seen before' });
  }

  private reportOf({ fileName, showSuspicious = false }: Asking): Report {
    const name = `${showSuspicious} ${fileName}`;
    const known = this.reports.get(name);
    if (known !== undefined) return known;
    const made = new Report(this.model, new SampleText(this.suspects, showSuspicious), fileName);
    if (this.reports.size >= MOST_REPORTS) this.reports.clear();
    this.reports.set(name, made);
    return made;
  }
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
