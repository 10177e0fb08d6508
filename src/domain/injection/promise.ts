import type { Glance } from './glance';
import { LOOKED_AT } from './glance';
import type { PhraseRule } from './phrase-rules';
import { mayHold, PHRASE_RULES, phraseRule } from './phrase-rules';
import type { TellingWords } from './suspicion-score';
import { couldSuspect, FEWEST_TELLING, maySuspect, WINDOW } from './suspicion-score';
import type { Tokens } from './tokens';
import type { HashedPhrase } from './word-tables';
import { meaningsOf, wordTables } from './word-tables';

/** What sets of meanings promise: few of all that there could be occur. */
interface Promise {
  readonly rules: readonly PhraseRule[];
  readonly ofNames: boolean;
}

const FEWEST = 2;
const MOST_REMEMBERED = 20_000;
const PROMISES = new Map<number, Promise>();

/** Whether a rule could hold of the words that were seen. */
export function isPromising(seen: Glance): boolean {
  const { all, usual, telling, hasSpace } = seen;
  if (telling < FEWEST) return false;
  if (hasSpace && telling >= FEWEST_TELLING && couldSuspect(all, usual, seen.words)) {
    TELLING.fill(seen, false);
    if (maySuspect(TELLING, seen.hasSign)) return true;
  }
  if ((usual & (usual - 1)) === 0 || !mayRule(promiseOf(usual), seen)) return false;
  TELLING.fill(seen, true);
  for (let at = 0; at < TELLING.count; at++) {
    if (mayRule(promiseOf(TELLING.meaningAround(at)), seen) && ruleAround(at, seen)) return true;
  }
  return false;
}

function ruleAround(at: number, { hasSpace }: Glance): boolean {
  return phraseRule(TELLING.tokens(TELLING.firstNear(at), at), !hasSpace) !== undefined;
}

/** Whether a rule for names could hold of words with these meanings. */
export function mayBeName(mask: number): boolean {
  return mask !== 0 && promiseOf(mask).ofNames;
}

function mayRule({ rules, ofNames }: Promise, { hasSpace }: Glance): boolean {
  return hasSpace ? rules.length > 0 : ofNames;
}

function promiseOf(mask: number): Promise {
  const known = PROMISES.get(mask);
  if (known !== undefined) return known;
  const rules = PHRASE_RULES.filter(({ parts }) => mayHold(parts, mask));
  const ofNames = rules.some((rule) => rule.ofNames);
  const made = { rules, ofNames };
  if (PROMISES.size < MOST_REMEMBERED) PROMISES.set(mask, made);
  return made;
}

/** What `tokensOf` makes of a text, but for words that look like others: those tokens that mean something. */
class TellingTokens implements TellingWords {
  count = 0;
  /** With those that mean nothing. */
  total = 0;
  readonly masks = new Int32Array(LOOKED_AT);
  readonly usual = new Int32Array(LOOKED_AT);
  /** The how-manieth token of the text each is. */
  readonly places = new Int32Array(LOOKED_AT);
  readonly sentences = new Int32Array(LOOKED_AT);

  /** @param isUsual only usual words count */
  fill(seen: Glance, isUsual: boolean): void {
    const { words: count } = seen;
    this.count = 0;
    let place = 0;
    for (let at = 0; at < count; place++) {
      const { mask, usual, length } = tokenAt(at, seen, isUsual);
      if (mask !== 0) this.add(mask, usual, place, seen.sentences[at] ?? 0);
      at += length;
    }
    this.total = place;
  }

  private add(mask: number, usual: number, place: number, sentence: number): void {
    this.masks[this.count] = mask;
    this.usual[this.count] = usual;
    this.places[this.count] = place;
    this.sentences[this.count] = sentence;
    this.count += 1;
  }

  /** What it and those within a window to either side mean. */
  meaningAround(at: number): number {
    return this.meaningOf(this.firstNear(at), at);
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
    return { masks, usual: masks, sentences, all: masks.reduce((all, mask) => all | mask, 0) };
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

interface Token {
  readonly mask: number;
  readonly usual: number;
  /** In words. */
  readonly length: number;
}

/** The word at a place, or the phrase that begins there. */
function tokenAt(at: number, seen: Glance, isUsual: boolean): Token {
  const tables = wordTables();
  const ending = tables.endings[seen.stems[at] ?? 0] ?? NO_TOKEN;
  const meaning = meaningsOf(seen.hashes[at] ?? 0, tables);
  if (meaning === undefined) return { mask: isUsual ? ending.usual : ending.mask, usual: ending.usual, length: 1 };
  const phrase = (isUsual ? meaning.usualPhrases : meaning.phrases).find((each) => stands(each, at, seen));
  const usual = phrase === undefined ? ending.usual | meaning.usual : phrase.usual;
  if (isUsual) return { mask: usual, usual, length: phrase?.words.length ?? 1 };
  return { mask: phrase?.mask ?? ending.mask | meaning.word, usual, length: phrase?.words.length ?? 1 };
}

const NO_TOKEN = { mask: 0, usual: 0 };

function stands({ words }: HashedPhrase, at: number, { hashes, sentences, words: count }: Glance): boolean {
  const last = at + words.length - 1;
  if (last >= count || sentences[last] !== sentences[at]) return false;
  return words.every((word, index) => hashes[at + index] === word);
}
