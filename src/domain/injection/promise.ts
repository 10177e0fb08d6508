import type { PhraseRule } from './phrase-rules';
import { mayHold, PHRASE_RULES } from './phrase-rules';
import { couldCrowd, WINDOW } from './suspicion-score';

/** Words of a text that mean something. */
export interface NotedWords {
  readonly masks: readonly number[];
  /** The how-manieth word of the text each is, and the number of its sentence. */
  readonly places: readonly number[];
  readonly sentences: readonly number[];
  /** All that they mean. */
  readonly all: number;
}

/** What sets of meanings promise: few of all that there could be occur. */
interface Promise {
  readonly rules: readonly PhraseRule[];
  readonly crowds: boolean;
  readonly crowdsInForm: boolean;
}

const FEWEST = 2;
/** A phrase counts as one word, and is of so many at most where it is long. */
const WORDS_OF_PHRASE = 2;
const MOST_REMEMBERED = 20_000;
const PROMISES = new Map<number, Promise>();

/** Whether a rule could hold of these words, which stand for more than they mean: phrases take several of them. */
export function isPromising(words: NotedWords, isName: boolean, hasSign: boolean): boolean {
  const { masks, all } = words;
  if (masks.length < FEWEST || (all & (all - 1)) === 0) return false;
  const { rules, crowds, crowdsInForm } = promiseOf(all);
  if (rules.some((rule) => (rule.ofNames || !isName) && stand(rule, words))) return true;
  return !isName && masks.length > FEWEST && (hasSign ? crowdsInForm : crowds) && crowd(words, hasSign);
}

/** Whether a rule for names could hold of words with these meanings. */
export function mayBeName(mask: number): boolean {
  return mask !== 0 && promiseOf(mask).rules.some(({ ofNames }) => ofNames);
}

function promiseOf(mask: number): Promise {
  const known = PROMISES.get(mask);
  if (known !== undefined) return known;
  const rules = PHRASE_RULES.filter(({ parts }) => mayHold(parts, mask));
  const made = { rules, crowds: couldCrowd(mask, false), crowdsInForm: couldCrowd(mask, true) };
  if (PROMISES.size < MOST_REMEMBERED) PROMISES.set(mask, made);
  return made;
}

/** Whether words of all parts are as near to one of the first as they could be in the rule. */
function stand({ parts, within }: PhraseRule, words: NotedWords): boolean {
  const [anchor = 0] = parts;
  return words.masks.some((mask, at) => (mask & anchor) !== 0 && mayHold(parts, around(words, at, within)));
}

/** What words of the same sentence within so many mean. */
function around({ masks, places, sentences }: NotedWords, at: number, within: number): number {
  const place = places[at] ?? 0;
  let from = at;
  while (place - (places[from - 1] ?? -Infinity) <= within * WORDS_OF_PHRASE) from -= 1;
  let near = 0;
  for (let other = from; (places[other] ?? Infinity) - place <= within * WORDS_OF_PHRASE; other++) {
    if (sentences[other] === sentences[at]) near |= masks[other] ?? 0;
  }
  return near;
}

/** Whether words of one window could weigh enough. */
function crowd({ masks, places }: NotedWords, hasSign: boolean): boolean {
  return masks.some((_, at) => {
    let near = 0;
    for (let to = at; (places[to] ?? Infinity) - (places[at] ?? 0) < WINDOW * WORDS_OF_PHRASE; to++)
      near |= masks[to] ?? 0;
    return couldCrowd(near, hasSign);
  });
}
