import type { Glance } from './glance';
import { LOOKED_AT } from './glance';
import type { PhraseRule } from './phrase-rules';
import { mayHold, PHRASE_RULES, phraseRule } from './phrase-rules';
import { couldCrowd, isHeavy, WINDOW } from './suspicion-score';
import type { Tokens } from './tokens';
import type { HashedPhrase } from './word-tables';
import { FILTER, wordTables } from './word-tables';

/** What sets of meanings promise: few of all that there could be occur. */
interface Promise {
  readonly rules: readonly PhraseRule[];
  readonly ofNames: boolean;
  readonly crowds: boolean;
  readonly crowdsInForm: boolean;
}

const FEWEST = 2;
const MOST_REMEMBERED = 20_000;
const PROMISES = new Map<number, Promise>();

/** Whether a rule could hold of the words that were seen. */
export function isPromising(seen: Glance): boolean {
  const { all, telling, hasSpace } = seen;
  if (telling < FEWEST || (all & (all - 1)) === 0) return false;
  const promise = promiseOf(all);
  if (!mayRule(promise, seen) && !(hasSpace && mayCrowd(promise, seen))) return false;
  TELLING.fill(seen);
  for (let at = 0; at < TELLING.count; at++) {
    if (mayRule(promiseOf(TELLING.meaningAround(at)), seen) && ruleAround(at, seen)) return true;
    if (hasSpace && mayCrowd(promiseOf(TELLING.meaningFrom(at)), seen) && crowdsFrom(at, seen)) return true;
  }
  return false;
}

function ruleAround(at: number, { hasSpace }: Glance): boolean {
  return phraseRule(TELLING.tokens(TELLING.firstNear(at), at), !hasSpace) !== undefined;
}

function crowdsFrom(at: number, { hasSign }: Glance): boolean {
  return isHeavy(TELLING.tokens(at, at).masks, TELLING.total, hasSign);
}

/** Whether a rule for names could hold of words with these meanings. */
export function mayBeName(mask: number): boolean {
  return mask !== 0 && promiseOf(mask).ofNames;
}

function mayRule({ rules, ofNames }: Promise, { hasSpace }: Glance): boolean {
  return hasSpace ? rules.length > 0 : ofNames;
}

function mayCrowd({ crowds, crowdsInForm }: Promise, { hasSign }: Glance): boolean {
  return hasSign ? crowdsInForm : crowds;
}

function promiseOf(mask: number): Promise {
  const known = PROMISES.get(mask);
  if (known !== undefined) return known;
  const rules = PHRASE_RULES.filter(({ parts }) => mayHold(parts, mask));
  const ofNames = rules.some((rule) => rule.ofNames);
  const made = { rules, ofNames, crowds: couldCrowd(mask, false), crowdsInForm: couldCrowd(mask, true) };
  if (PROMISES.size < MOST_REMEMBERED) PROMISES.set(mask, made);
  return made;
}

/** What `tokensOf` makes of a text, but for words that look like others: those tokens that mean something. */
class TellingTokens {
  count = 0;
  /** With those that mean nothing. */
  total = 0;
  private readonly masks = new Int32Array(LOOKED_AT);
  /** The how-manieth token of the text each is. */
  private readonly places = new Int32Array(LOOKED_AT);
  private readonly sentences = new Int32Array(LOOKED_AT);

  fill(seen: Glance): void {
    const { hashes, stems, words: count } = seen;
    const { ids, meanings, known } = wordTables();
    this.count = 0;
    let place = 0;
    for (let at = 0; at < count; place++) {
      const hash = hashes[at] ?? 0;
      let mask = stems[at] ?? 0;
      let length = 1;
      const meaning = known[hash & FILTER] === 1 ? meanings[ids[hash] ?? 0] : undefined;
      if (meaning !== undefined) {
        const phrase = meaning.phrases.find((each) => stands(each, at, seen));
        mask = phrase?.mask ?? mask | meaning.word;
        length = phrase?.words.length ?? 1;
      }
      if (mask !== 0) this.add(mask, place, seen.sentences[at] ?? 0);
      at += length;
    }
    this.total = place;
  }

  private add(mask: number, place: number, sentence: number): void {
    this.masks[this.count] = mask;
    this.places[this.count] = place;
    this.sentences[this.count] = sentence;
    this.count += 1;
  }

  /** What it and those within a window to either side mean. */
  meaningAround(at: number): number {
    return this.meaningOf(this.firstNear(at), at);
  }

  /** What it and those within a window behind it mean. */
  meaningFrom(at: number): number {
    return this.meaningOf(at, at);
  }

  private meaningOf(first: number, at: number): number {
    let meaning = 0;
    for (let other = first; this.isNear(other, at); other++) meaning |= this.masks[other] ?? 0;
    return meaning;
  }

  /** From the first to those within a window behind `at`. */
  tokens(first: number, at: number): Tokens {
    const start = this.places[first] ?? 0;
    const masks: number[] = [];
    const sentences: number[] = [];
    for (let other = first; this.isNear(other, at); other++) {
      const place = (this.places[other] ?? 0) - start;
      const sentence = this.sentences[other] ?? 0;
      while (masks.length < place) {
        masks.push(0);
        sentences.push(sentence);
      }
      masks.push(this.masks[other] ?? 0);
      sentences.push(sentence);
    }
    return { masks, sentences, all: masks.reduce((all, mask) => all | mask, 0) };
  }

  firstNear(at: number): number {
    let first = at;
    while (first > 0 && (this.places[at] ?? 0) - (this.places[first - 1] ?? 0) < WINDOW) first -= 1;
    return first;
  }

  private isNear(other: number, at: number): boolean {
    return other < this.count && (this.places[other] ?? 0) - (this.places[at] ?? 0) < WINDOW;
  }
}

const TELLING = new TellingTokens();

function stands({ words }: HashedPhrase, at: number, { hashes, sentences, words: count }: Glance): boolean {
  const last = at + words.length - 1;
  if (last >= count || sentences[last] !== sentences[at]) return false;
  return words.every((word, index) => hashes[at + index] === word);
}
