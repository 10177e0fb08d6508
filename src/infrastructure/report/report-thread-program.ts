import type { MessagePort } from 'node:worker_threads';

import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { FactBook } from '#domain/report/fact-book';
import type { SampleText, Suspects } from '#domain/report/sample-text';
import type { TokenCounter } from '#domain/report/token-counter';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import type { RefusalCode } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';
import { MB } from '#domain/shared/quantities';
import type { CompareAsked } from '#domain/views/compare-view';
import { compareView } from '#domain/views/compare-view';
import { reportView } from '#domain/views/report-view';
import type { SimilarAsked } from '#domain/views/similar-view';
import { similarView } from '#domain/views/similar-view';
import { takeOrders } from '#infrastructure/threads/take-orders';
import { tokenCounter } from './gpt-token-counter';
import type { CountOrder, OrderedDocument, ReportOrder, ReportOutcome, ThreadOrder } from './report-messages';
import { StoredResult } from './stored-result';
import { TimedPatterns } from './timed-patterns';

const USUAL_TOKENIZER = 'o200k_base';
/** Of results in memory, about. One that is larger is kept all the same, alone. */
const KEPT_BYTES = 192 * MB;

/** The program of the thread that keeps documents as facts and answers questions about them. */
export function runReportThread(port: MessagePort, suspects: Suspects, patterns: PatternEngine): void {
  const books = new FactBooks(suspects, new TimedPatterns(patterns));
  takeOrders(port, async (order: ThreadOrder) => {
    if ('count' in order) return { result: await countsOf(order) };
    if (!('warmUp' in order)) return { result: await books.answer(order) };
    await tokenCounter(USUAL_TOKENIZER);
    return { result: undefined };
  });
}

async function countsOf({ count, tokenizer }: CountOrder): Promise<readonly number[]> {
  const counter = await tokenCounter(tokenizer);
  return count.map((piece) => counter.count(piece));
}

interface KeptBook {
  readonly book: FactBook;
  readonly result: StoredResult;
}

class FactBooks {
  private readonly known = new ByteBoundedMap<KeptBook>(KEPT_BYTES);

  constructor(
    private readonly suspects: Suspects,
    private readonly patterns: TimedPatterns,
  ) {}

  async answer(order: ReportOrder): Promise<ReportOutcome> {
    const [book, other] = order.of.map((each) => (this.known.get(each.name) ?? this.learn(each))?.book);
    if (book === undefined) return { kind: 'unknown' };
    const { question } = order;
    const counter = 'tokenizer' in question ? await tokenCounter(question.tokenizer) : undefined;
    this.patterns.begin();
    try {
      const answer = answerOf(question, counter, book, other);
      for (const { name } of order.of) this.weigh(name);
      return answer;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, message, details, remediation = '' } = error;
      return {
        kind: 'refused',
        ...{ code: code as RefusalCode, message, remediation },
        details: typeof details === 'object' ? details : [],
      };
    }
  }

  private learn({ name, version, document }: OrderedDocument): KeptBook | undefined {
    if (document === undefined) return undefined;
    const result = new StoredResult(document);
    const book = new FactBook(result.document, version, this.suspects, this.patterns, result.lists);
    const kept = { book, result };
    this.keep(name, kept);
    return kept;
  }

  /** It grows with what is read of it. */
  private weigh(name: string): void {
    const kept = this.known.get(name);
    if (kept !== undefined) this.keep(name, kept);
  }

  private keep(name: string, kept: KeptBook): void {
    this.known.set(name, kept, Math.min(kept.result.bytes, KEPT_BYTES));
  }
}

/** @param counter there is one for whatever is asked within a budget */
function answerOf(
  question: ReportOrder['question'],
  counter: TokenCounter | undefined,
  book: FactBook,
  other: FactBook | undefined,
): ReportOutcome {
  const sampleOf = ({ fileName, showSuspicious }: SimilarAsked | CompareAsked): SampleText =>
    book.reportOf({ fileName, showSuspicious }).sample;
  if (question.kind === 'view')
    return { kind: 'viewed', view: reportView(book.model, book.reportOf(question), question) };
  if (question.kind === 'similar-view')
    return { kind: 'viewed', view: similarView(book.model, sampleOf(question), question) };
  if (question.kind === 'compare-view')
    return other === undefined
      ? { kind: 'unknown' }
      : { kind: 'viewed', view: compareView(book.model, other.model, sampleOf(question), question) };
  if (counter === undefined) throw new Error('Failed to answer within a budget: no tokens are counted');
  if (question.kind !== 'compare') return { kind: 'answered', page: book.answer(question, counter) };
  return other === undefined ? { kind: 'unknown' } : { kind: 'answered', page: book.compare(other, question, counter) };
}
