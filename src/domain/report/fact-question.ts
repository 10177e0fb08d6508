import type { CardCode, CardPart } from './card-question';
import type { PageWanted } from './fact-pages';
import type { FactsWanted } from './report';
import type { Tokenizer } from './token-counter';

/** What every question to a result's facts says. */
export interface Asking {
  /** As the file was sent. */
  readonly fileName: string;
  /** Text that reads like instructions is shown, not withheld. */
  readonly showSuspicious?: boolean;
  readonly tokenizer: Tokenizer;
  readonly page: PageWanted;
}

/** All facts, or those of some kinds, the most telling first. */
export interface ReportQuestion extends Asking, FactsWanted {
  readonly kind: 'report';
}

/** Some things whole, each by its reference. */
export interface CardsQuestion extends Asking {
  readonly kind: 'cards';
  readonly refs: readonly string[];
  readonly parts: readonly CardPart[];
  /** Of the functions among them, where code was asked for. */
  readonly code: readonly CardCode[];
}

/** What can be asked of the facts of a result. */
export type FactQuestion = ReportQuestion | CardsQuestion;
