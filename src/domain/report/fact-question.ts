import type { CardCode, CardPart, CardSeen } from './card-question';
import type { PageWanted } from './fact-pages';
import type { PathsWanted } from './path-facts';
import type { FactsWanted } from './report';
import type { SearchWanted } from './search';
import type { SeenMatch } from './similar-facts';
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

/** How many of the functions that can be known again another result has. */
export interface SeenShare {
  readonly analysisId: string;
  readonly shared: number;
  readonly of: number;
}

/** All facts, or those of some kinds, the most telling first. */
export interface ReportQuestion extends Asking, FactsWanted {
  readonly kind: 'report';
  /** Results that share much with this one, the most alike first: told above the facts. */
  readonly seen?: readonly SeenShare[];
}

/** Some things whole, each by its reference. */
export interface CardsQuestion extends Asking {
  readonly kind: 'cards';
  readonly refs: readonly string[];
  readonly parts: readonly CardPart[];
  /** Of the functions among them, where code was asked for. */
  readonly code: readonly CardCode[];
  /** Which of the functions were seen before; absent where nobody looked. */
  readonly elsewhere?: readonly CardSeen[];
}

/** What is different in another result. */
export interface CompareQuestion extends Asking {
  readonly kind: 'compare';
}

/** Which results have the same functions, or one of them. */
export interface SimilarQuestion extends Asking {
  readonly kind: 'similar';
  /** Of the function that is asked about; all where it is absent. */
  readonly ref?: string;
  /** How many functions of this result can be known again. */
  readonly here: number;
  readonly matches: readonly SeenMatch[];
}

/** Facts that all terms of a query fit. */
export interface SearchQuestion extends Asking, SearchWanted {
  readonly kind: 'search';
}

/** How something is reached by calls. */
export interface PathsQuestion extends Asking, PathsWanted {
  readonly kind: 'paths';
}

/** What can be asked of the facts of a result. */
export type FactQuestion = ReportQuestion | CardsQuestion | SimilarQuestion | SearchQuestion | PathsQuestion;
