import type { Fact, FactKind } from './fact';
import { FACT_KINDS } from './fact';
import type { PageFoot, PageHead, Rendering } from './rendering';
import { shortened } from './shorten';
import type { TokenCounter } from './token-counter';

/** Tokens that the sum of pieces may be less than the whole, and more. */
const RESERVE = 1;
/** Fewer tell nothing of a fact. */
const LEAST_SHORTENED = 14;
const LEAST_CHARACTERS = 0;
/** Of the budget. */
const WELL_USED = 0.98;
const HINTS = ['Send next as cursor to read on.', 'Ask for facts/REFERENCE to have one of them whole.'] as const;

/** Facts in one order; see `FactSequence`. */
export interface OrderedFacts {
  readonly total: number;
  /** A kind that a page shows before all others. */
  readonly first?: FactKind | undefined;
  at(index: number): Fact | undefined;
  totals(): ReadonlyMap<FactKind, number>;
}

/** One page of facts within a budget. */
export interface FactPage {
  readonly text: string;
  /** Of the whole text, by the counter that was asked. */
  readonly usedTokens: number;
  /** Facts that it shows whole. */
  readonly shown: number;
  /** Facts that this page ends before. */
  readonly left: number;
  /** What the next page begins with; absent on the last. */
  readonly next?: number;
}

export interface PageRequest {
  readonly facts: OrderedFacts;
  readonly head: PageHead;
  /** What the document leaves out, a sentence each. */
  readonly leftOut: readonly string[];
  readonly rendering: Rendering;
  readonly counter: TokenCounter;
  readonly maxTokens: number;
  /** Of what is laid around the page. */
  readonly aroundTokens: number;
  readonly from: number;
  readonly cursor: (next: number) => string;
}

interface Shown {
  readonly fact: Fact;
  readonly isShortened: boolean;
}

/** The facts from `from` on that fit; the first that does not is shown shortened, where there is room, and comes whole on the next page. */
export function factPage(request: PageRequest): FactPage {
  const { facts, maxTokens, from } = request;
  const taken: Shown[] = [];
  const kinds = new Set<FactKind>();
  let next = from;
  let sum = 0;
  let around = tokensAround(request, largestFoot(request));
  for (let fact = facts.at(next); fact !== undefined; fact = facts.at(next)) {
    const tokens = pieceTokens(request, fact, kinds);
    if (around + sum + tokens > maxTokens) {
      // The foot is known now: it may be less than was set aside for it.
      around = tokensAround(request, footOf(request, taken, next));
      if (around + sum + tokens > maxTokens) break;
    }
    sum += tokens;
    kinds.add(fact.kind);
    taken.push({ fact, isShortened: false });
    next += 1;
  }
  const following = facts.at(next);
  const cut = following && fitted(request, following, kinds, maxTokens - around - sum);
  if (cut !== undefined) taken.push({ fact: cut, isShortened: true });
  // One that fits no page of this size is had whole by its reference: it must not stop those behind it.
  if (next === from && cut !== undefined) next += 1;
  let page = written(request, taken, next);
  // Pieces add up but for a token or two: what they are one too many for comes on the next page.
  while (page.usedTokens > maxTokens && taken.length > 0) {
    if (taken.pop()?.isShortened === false) next -= 1;
    page = written(request, taken, next);
  }
  if (next < facts.total && page.usedTokens < maxTokens * WELL_USED) page = withHints(request, taken, next, page);
  return { ...page, shown: next - from, left: facts.total - next, ...(next < facts.total && { next }) };
}

/** What no fact fits into any more tells how to go on. */
function withHints(
  request: PageRequest,
  taken: readonly Shown[],
  next: number,
  page: Pick<FactPage, 'text' | 'usedTokens'>,
): Pick<FactPage, 'text' | 'usedTokens'> {
  let best = page;
  let { head } = request;
  for (const hint of HINTS) {
    const hinted = { ...head, lines: [...head.lines, hint] };
    const tried = written({ ...request, head: hinted }, taken, next);
    if (tried.usedTokens <= request.maxTokens) [best, head] = [tried, hinted];
  }
  return best;
}

function tokensAround({ head, rendering, counter, aroundTokens }: PageRequest, foot: PageFoot): number {
  return (
    aroundTokens + counter.count(rendering.open(head, false)) + counter.count(rendering.close(head, foot)) + RESERVE
  );
}

/** No foot of a page of these is larger. */
function largestFoot({ facts, leftOut, maxTokens, cursor }: PageRequest): PageFoot {
  const shown = [...facts.totals()].map(([kind, total]) => [kind, total, total] as const);
  return { shown, leftOut, next: cursor(facts.total), usedTokens: maxTokens };
}

function footOf({ facts, leftOut, maxTokens, cursor }: PageRequest, taken: readonly Shown[], next: number): PageFoot {
  const whole = taken.filter(({ isShortened }) => !isShortened);
  const shown = [...facts.totals()]
    .filter(([, total]) => total > 0)
    .map(([kind, total]) => [kind, whole.filter(({ fact }) => fact.kind === kind).length, total] as const);
  return { shown, leftOut, usedTokens: maxTokens, ...(next < facts.total && { next: cursor(next) }) };
}

/** With its heading, where it is the first of its kind. */
function pieceTokens(
  { rendering, counter }: PageRequest,
  fact: Fact,
  kinds: ReadonlySet<FactKind>,
  isShortened = false,
): number {
  const tokens = counter.count(rendering.fact(fact, { isShortened, isLast: false }));
  if (kinds.has(fact.kind)) return tokens;
  return tokens + counter.count(rendering.heading(fact.kind)) + counter.count(rendering.ending());
}

/** As much of a fact as fits; nothing where that would tell nothing. */
function fitted(request: PageRequest, fact: Fact, kinds: ReadonlySet<FactKind>, room: number): Fact | undefined {
  const cut = (characters: number): Fact => ({ ...fact, text: shortened(fact.text, characters) });
  const fits = (characters: number): boolean => pieceTokens(request, cut(characters), kinds, true) <= room;
  if (room < LEAST_SHORTENED || !fits(LEAST_CHARACTERS)) return undefined;
  let [most, tooMany] = [LEAST_CHARACTERS, fact.text.length];
  while (tooMany - most > 1) {
    const middle = (most + tooMany) >> 1;
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return cut(most);
}

function written(request: PageRequest, taken: readonly Shown[], next: number): Pick<FactPage, 'text' | 'usedTokens'> {
  const { head, rendering, counter, aroundTokens } = request;
  const foot = footOf(request, taken, next);
  const before = `${rendering.open(head, taken.length === 0)}${grouped(taken, rendering, request.facts.first)}`;
  return withCount(
    (usedTokens) => `${before}${rendering.close(head, { ...foot, usedTokens })}`,
    (text) => counter.count(text) + aroundTokens,
  );
}

/** The text may say how many tokens it has: counted until it is true. */
function withCount(
  write: (usedTokens: number) => string,
  count: (text: string) => number,
): Pick<FactPage, 'text' | 'usedTokens'> {
  let text = write(0);
  let usedTokens = count(text);
  for (let tries = 0; tries < 3; tries += 1) {
    text = write(usedTokens);
    const counted = count(text);
    if (counted === usedTokens) break;
    usedTokens = counted;
  }
  return { text, usedTokens };
}

function grouped(taken: readonly Shown[], rendering: Rendering, first: FactKind | undefined): string {
  const kinds = first === undefined ? FACT_KINDS : [first, ...FACT_KINDS.filter((kind) => kind !== first)];
  const groups = kinds.map((kind) => taken.filter(({ fact }) => fact.kind === kind)).filter(({ length }) => length > 0);
  const last = groups.at(-1)?.at(-1);
  return groups
    .map((group) => {
      const facts = group.map((each) =>
        rendering.fact(each.fact, { isShortened: each.isShortened, isLast: each === last }),
      );
      return `${rendering.heading(group[0]?.fact.kind ?? 'identity')}${facts.join('')}${rendering.ending()}`;
    })
    .join('');
}
