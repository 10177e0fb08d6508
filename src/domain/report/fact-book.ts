import type { AnalysisDocument } from '#domain/document/analysis-document';
import { Cards } from './cards';
import type { ReportPage } from './fact-pages';
import { FactPages } from './fact-pages';
import type { Asking, CardsQuestion, FactQuestion, ReportQuestion } from './fact-question';
import { ProgramModel } from './program-model';
import { Report } from './report';
import { resolve } from './resolve-fact';
import type { Suspects } from './sample-text';
import { isPlainName, SampleText } from './sample-text';
import type { TokenCounter } from './token-counter';

/** Reports kept at once: one a name that the file was sent by. */
const MOST_REPORTS = 4;

/** Everything that one version of a result can be asked in facts. */
export class FactBook {
  private readonly model: ProgramModel;
  private readonly pages: FactPages;
  private readonly reports = new Map<string, Report>();

  /** @param version of the result, as `ResultCache.version` names it */
  constructor(
    document: AnalysisDocument,
    version: string,
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
    return this.pages.page(cards, name, page, counter, cardTitle(refs));
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

/** What is asked for stands outside of the fence: only a plain reference may. */
function cardTitle([ref = '', ...more]: readonly string[]): string {
  if (more.length > 0) return `${more.length + 1} cards`;
  return isPlainName(ref) ? `Card ${ref}` : 'Card';
}
