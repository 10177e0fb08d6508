import type { Concept } from './concept';
import { maskOf } from './concept';
import type { Tokens } from './tokens';

/** What each meaning adds where many stand close to each other: for sentences that no rule foresaw. */
const WEIGHTS: Readonly<Partial<Record<Concept, number>>> = {
  ...{
    ai: 3,
    benign: 3,
    free: 3,
    become: 2,
    only: 3,
    file: 2,
    reader: 2,
    persona: 2,
    malicious: 2,
    secret: 2,
    orders: 2,
  },
  ...{
    ignore: 1,
    prior: 1,
    you: 1,
    safe: 1,
    say: 1,
    mark: 1,
    report: 1,
    must: 1,
    reveal: 1,
    stop: 1,
    authority: 1,
    approve: 1,
  },
  ...{ user: 1, follow: 1, all: 0.5, not: 0.5, data: 1, tool: 1, rules: 0.5, turn: 0.5, new: 0.5 },
};
const WEIGHTED = Object.entries(WEIGHTS)
  .map(([concept, weight]): readonly [number, number] => [maskOf(concept as Concept), weight])
  .sort(([, one], [, other]) => other - one);
/** Of which one has to be there: talk about assistants has all the others. */
const POINT = maskOf('file', 'benign', 'malicious', 'only', 'free', 'become', 'ignore', 'orders');
/** Words that are looked at together. */
export const WINDOW = 16;
const STEP = 4;

/** Forms that set text apart from what stands around it: a turn of a conversation, a row of a table, a fence, a tag, a heading, a key of JSON. */
const FORMS =
  /(?:^|\n)\s{0,8}(?:system|user|human|assistant|developer|operator|admin|analyst|reviewer)\b ?[:：]|^\s{0,8}\|[^|\n]{1,200}\|[^|\n]{1,200}\||```|^\s{0,8}\[[a-z _-]{3,40}\]|["{][a-z_]{3,40}" ?: ?["[{\d]/;
const FORM = 2;
const LEAST = 7;
/** Of a longer text more words stand near to each other by chance. */
const LEAST_OF_LONG = 8;
const LONG = 40;

/** Whether so much of what instructions are made of stands in one place that it is hardly anything else. @param text folded */
export function isCrowded(text: string, tokens: Tokens): boolean {
  const form = FORMS.test(text) ? FORM : 0;
  return suspicionScore(tokens) + form >= (tokens.masks.length > LONG ? LEAST_OF_LONG + form : LEAST);
}

/** Whether the first of these weigh enough together, in a text of `total` tokens whose forms were not looked at. */
export function isHeavy(masks: readonly number[], total: number, mayBeForm: boolean): boolean {
  const least = total > LONG ? LEAST_OF_LONG : mayBeForm ? LEAST - FORM : LEAST;
  return weightOf(masks, 0, Math.min(WINDOW, masks.length)) >= least;
}

/** Whether these meanings could weigh enough, if they stood near to each other. */
export function couldCrowd(all: number, hasForm: boolean): boolean {
  return (
    WEIGHTED.reduce((sum, [bit, weight]) => ((bit & all) === 0 ? sum : sum + weight), 0) >=
    (hasForm ? LEAST - FORM : LEAST)
  );
}

/** The most that words near to each other weigh, each for one meaning and each meaning once. */
function suspicionScore({ masks }: Tokens): number {
  let most = 0;
  for (let from = 0; from === 0 || from + WINDOW - STEP < masks.length; from += STEP) {
    most = Math.max(most, weightOf(masks, from, Math.min(from + WINDOW, masks.length)));
  }
  return most;
}

function weightOf(masks: readonly number[], from: number, to: number): number {
  let counted = 0;
  let sum = 0;
  for (let at = from; at < to; at++) {
    const open = (masks[at] ?? 0) & ~counted;
    if (open === 0) continue;
    for (const [bit, weight] of WEIGHTED) {
      if ((bit & open) === 0) continue;
      counted |= bit;
      sum += weight;
      break;
    }
  }
  return (counted & POINT) === 0 ? 0 : sum;
}
