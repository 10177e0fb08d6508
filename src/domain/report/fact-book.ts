import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ReportPage } from './fact-pages';
import { FactPages } from './fact-pages';
import type { Asking, FactQuestion } from './fact-question';
import { ProgramModel } from './program-model';
import { Report } from './report';
import type { Suspects } from './sample-text';
import { SampleText } from './sample-text';
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
    const { focus, kinds, page } = question;
    const name = `report ${[...focus].sort().join()} ${[...kinds].sort().join()}`;
    return this.pages.page(this.reportOf(question).facts({ focus, kinds }, name), name, page, counter);
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
