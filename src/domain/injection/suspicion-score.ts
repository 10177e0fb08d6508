import { maskOf } from './concept';
import { MeaningWeights } from './meaning-weights';
import { Memory } from './memory';
import {
  ALONE,
  BASE,
  COUNTS,
  DENSITIES,
  FORM,
  IMPERATIVE,
  LENGTHS,
  TOGETHER,
  USUAL_ALONE,
  USUAL_TOGETHER,
} from './suspicion-weights';
import type { Tokens } from './tokens';

/** Words that are looked at together. */
export const WINDOW = 20;
/** So many words that mean something at least. */
export const FEWEST_TELLING = 2;
/** Verbs and particles that an order begins with. */
const ORDERING = maskOf('ignore', 'say', 'mark', 'not', 'stop', 'reveal', 'become', 'must', 'follow', 'only');
/** Upper ends of the ranges of words that mean something, of their share in all words, in percent, and of words of the text. */
export const COUNT_ENDS = [2, 3, 4, 5, 7, 10, Infinity] as const;
export const DENSITY_ENDS = [30, 45, 60, 75, Infinity] as const;
export const LENGTH_ENDS = [6, 12, 24, 60, Infinity] as const;

/** Forms that set text apart from what stands around it: a turn of a conversation, a row of a table, a fence, a tag, a heading, a key of JSON. */
const FORMS =
  /(?:^|\n)\s{0,8}(?:system|user|human|assistant|developer|operator|admin|analyst|reviewer)\b ?[:：]|^\s{0,8}\|[^|\n]{1,200}\|[^|\n]{1,200}\||```|^\s{0,8}\[[a-z _-]{3,40}\]|["{][a-z_]{3,40}" ?: ?["[{\d]/;

/** What is weighed of words that stand near to each other. */
export interface Nearby {
  /** Bits of concepts, and those of usual words only. */
  readonly all: number;
  readonly usual: number;
  /** Places in the weights of `COUNTS`, `DENSITIES` and `LENGTHS`. */
  readonly count: number;
  readonly density: number;
  readonly length: number;
  /** Whether a sentence begins as an order does. */
  readonly isOrder: boolean;
}

/** Words that mean something, in the order of the text. */
export interface TellingWords {
  readonly count: number;
  /** Of each, its bits of concepts, and the how-manieth word of the text it is. */
  readonly masks: ArrayLike<number>;
  /** The same of usual words only. */
  readonly usual: ArrayLike<number>;
  readonly places: ArrayLike<number>;
  readonly sentences: ArrayLike<number>;
  /** All words of the text. */
  readonly total: number;
}

/** Whether a text has such a form. @param text folded */
export function hasForm(text: string): boolean {
  return FORMS.test(text);
}

/** Whether what it says weighs as instructions to its reader do, by concepts that stand near to each other. @param text folded */
export function isSuspicious(text: string, tokens: Tokens, least = 0): boolean {
  const score = suspicionScore(tellingWords(tokens));
  return score >= least || (score + FORM >= least && hasForm(text));
}

/** Whether words could weigh so much, in a text whose form was not looked at. */
export function maySuspect(words: TellingWords, mayBeForm: boolean): boolean {
  return suspicionScore(words) + (mayBeForm ? Math.max(FORM, 0) : 0) >= 0;
}

/** Whether some of these meanings could weigh so much, in a text of `words` words before those of phrases are joined. */
export function couldSuspect(all: number, usual: number, words = 0): boolean {
  const length = MOST_BY_LENGTH[rangeOf(words * LEAST_LEFT, LENGTH_ENDS)] ?? 0;
  return MOST.of(all) + MOST_USUAL.of(usual) + length >= 0;
}

export function tellingWords({ masks, usual, sentences }: Tokens): TellingWords {
  const places = masks.flatMap((mask, place) => (mask === 0 ? [] : [place]));
  return {
    count: places.length,
    masks: places.map((place) => masks[place] ?? 0),
    usual: places.map((place) => usual[place] ?? 0),
    sentences: places.map((place) => sentences[place] ?? 0),
    places,
    total: masks.length,
  };
}

/** The log-odds that a text instructs its reader, by the words in one place of it that speak most for that. */
export function suspicionScore(words: TellingWords): number {
  let most = -Infinity;
  for (let from = 0; from + FEWEST_TELLING <= words.count; from++) {
    const nearby = nearbyFrom(from, words);
    if (nearby !== undefined) most = Math.max(most, weightOf(nearby));
  }
  return most;
}

/** Words from one on that stand within a window; `undefined` where too few mean something. */
export function nearbyFrom(from: number, words: TellingWords): Nearby | undefined {
  const { masks, places, sentences, count, total } = words;
  const first = places[from] ?? 0;
  let all = 0;
  let usual = 0;
  let to = from;
  let isOrder = false;
  while (to < count && (places[to] ?? 0) - first < WINDOW) {
    const mask = masks[to] ?? 0;
    all |= mask;
    usual |= words.usual[to] ?? 0;
    isOrder ||= (mask & ORDERING) !== 0 && (to === 0 || sentences[to] !== sentences[to - 1]);
    to += 1;
  }
  const telling = to - from;
  if (telling < FEWEST_TELLING) return undefined;
  const span = (places[to - 1] ?? 0) - first + 1;
  return {
    all,
    usual,
    isOrder,
    count: rangeOf(telling, COUNT_ENDS),
    density: rangeOf((100 * telling) / span, DENSITY_ENDS),
    length: rangeOf(total, LENGTH_ENDS),
  };
}

export function weightOf({ all, usual, count, density, length, isOrder }: Nearby): number {
  return (
    BASE +
    WEIGHED.of(all) +
    WEIGHED_USUAL.of(usual) +
    (COUNTS[count] ?? 0) +
    (DENSITIES[density] ?? 0) +
    (LENGTHS[length] ?? 0) +
    (isOrder ? IMPERATIVE : 0)
  );
}

/** What is left of the words of a text at least when those of phrases are joined. */
const LEAST_LEFT = 0.5;
const MOST_OF_FORM = Math.max(...COUNTS) + Math.max(...DENSITIES) + Math.max(IMPERATIVE, 0) + Math.max(FORM, 0);
/** The most that is added by what is no meaning, by how long a text is at least. */
const MOST_BY_LENGTH = LENGTHS.map((_, range) => BASE + MOST_OF_FORM + Math.max(...LENGTHS.slice(range)));

const [WEIGHED, MOST] = memoriesOf(new MeaningWeights(ALONE, TOGETHER));
const [WEIGHED_USUAL, MOST_USUAL] = memoriesOf(new MeaningWeights(USUAL_ALONE, USUAL_TOGETHER));

function memoriesOf(weights: MeaningWeights): readonly [Memory, Memory] {
  return [new Memory((mask) => weights.sum(mask, -Infinity)), new Memory((mask) => weights.sum(mask, 0))];
}

function rangeOf(value: number, ends: readonly number[]): number {
  return ends.findIndex((end) => value <= end);
}
