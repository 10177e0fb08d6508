import type { PatternEngine } from '#domain/patterns/pattern-engine';
import type { FactKind, FactSource } from './fact';
import { FactSequence, ranked } from './fact-sequence';
import type { ProgramModel } from './program-model';
import type { Report } from './report';
import type { Condition } from './search-conditions';
import { conditionOf } from './search-conditions';
import type { Asked } from './search-lines';
import { searchLine } from './search-lines';
import { parseSearch } from './search-query';
import { isSearched } from './search-texts';

/** Answers kept at once: the next page is asked for soon. */
const MOST_ANSWERS = 8;

/** What is asked of a search. */
export interface SearchWanted {
  /** Terms with blanks between; see `parseSearch`. */
  readonly query: string;
  /** Of these alone; of all where it is empty. */
  readonly kinds: readonly FactKind[];
}

/** What a search finds, and why a term finds nothing. */
export interface SearchAnswer {
  readonly facts: FactSequence;
  readonly notes: readonly string[];
}

interface Test extends Condition {
  readonly isNegated: boolean;
}

/** Finds facts of a result by what they say, and by what they have to do with one another; takes time linear in their number. */
export class Search {
  private readonly orders = new Map<FactKind, Uint32Array>();
  private readonly answers = new Map<string, SearchAnswer>();

  constructor(
    private readonly model: ProgramModel,
    private readonly report: Report,
    private readonly patterns: PatternEngine,
  ) {}

  /** @throws DomainError `INVALID_OPTION`, `NOT_FOUND` where a term names a function that is none. */
  find(wanted: SearchWanted, question: string): SearchAnswer {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    const made = this.answer(wanted);
    if (this.answers.size >= MOST_ANSWERS) this.answers.clear();
    this.answers.set(question, made);
    return made;
  }

  private answer({ query, kinds }: SearchWanted): SearchAnswer {
    const tests = parseSearch(query, this.patterns)
      .map((term): Test => ({ ...conditionOf(term, this.model), isNegated: term.isNegated }))
      .sort((one, other) => one.cost - other.cost);
    const isAsked = (kind: FactKind): boolean => (kinds.length === 0 ? isSearched(kind) : kinds.includes(kind));
    const fit = this.report.sources.filter(
      ({ kind }) => isAsked(kind) && tests.every((test) => (test.kinds as readonly string[]).includes(kind)),
    );
    const asked = tests.filter(({ isNegated }) => !isNegated);
    const found = fit.map((source) => this.matching(source, tests, asked)).filter(({ count }) => count > 0);
    const notes = [...tests.flatMap(({ note }) => note ?? []), ...this.unread(tests)];
    return {
      facts: new FactSequence(found, [], tests.some(({ isRelation }) => isRelation) ? 'function' : undefined),
      notes: fit.length > 0 ? notes : [...notes, 'No kind of fact can fit all of these terms.'],
    };
  }

  /** Nothing that is found then does not mean that there is nothing. */
  private unread(tests: readonly Test[]): readonly string[] {
    const why = this.model.whyCodeIsUnread();
    const isAsked = tests.some(({ isRelation, measure }) => isRelation === true || measure !== undefined);
    if (why === undefined || !isAsked) return [];
    return [`Code was not read: what functions call and use is not known. ${why}`];
  }

  private orderOf(source: FactSource): Uint32Array {
    const known = this.orders.get(source.kind);
    if (known !== undefined) return known;
    const made = ranked(source);
    this.orders.set(source.kind, made);
    return made;
  }

  private matching(source: FactSource, tests: readonly Test[], asked: Asked): FactSource {
    // In the order of the document, which is that of memory; then in that of scores.
    const isFound = new Uint8Array(source.count);
    for (let index = 0; index < source.count; index += 1)
      if (tests.every((test) => test.holds(source, index) !== test.isNegated)) isFound[index] = 1;
    const places = this.orderOf(source).filter((index) => isFound[index] === 1);
    const at = (index: number): number => places[index] ?? -1;
    return {
      ...{ kind: source.kind, count: places.length, isOrdered: true },
      score: (index) => source.score(at(index)),
      hasTag: (index, tag) => source.hasTag(at(index), tag),
      ref: (index) => source.ref(at(index)),
      text: (index) => searchLine(source, at(index), this.model, this.report.sample, asked),
    };
  }
}
