import { COMPOUNDS } from './compounds';
import type { Lexicon } from './concept';
import { CONCEPTS, LISTED_APART, maskOf } from './concept';
import { folded, latinised } from './fold-text';
import type { Lexicons } from './lexicons';
import { FILES, USUAL, WIDER } from './lexicons';
import { misspellings, MISSPELT_PHRASES, OFTEN_MISSPELT } from './misspellings';

interface Phrase {
  readonly words: readonly string[];
  readonly mask: number;
}

const WORD = /\p{L}+/gu;
const SHORTEST_STEM = 3;
const MOST_MET = 20_000;
const LONGEST_MET = 24;
const YOU = maskOf('you');
/** Said of what somebody does, not to make him do it. */
const NEUTRAL =
  'you are now the owner, prompt the user for, prompt for all of the above, prompt for, you forget, you forgot, you may override, you can override, you could override, you override, you ignore, you may ignore, you can ignore, byte order mark, channel order, end of the file, end of file, this rule, the rule, the rule already, starts with a unicode, instructions to discover, directives in the, directives do, directives that, names to ignore, files to ignore, paths to ignore, a user can, the user can, you may want, may want, you want to, your own risk, own risk';
/** What a word means in a phrase too. */
const KEPT = maskOf('you', 'orders', 'prior', 'all');
const ADDRESSED = /[你您]|あなた/;
/** Scripts without spaces between words, and Korean, whose words take endings that are words. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;

/** Words, beginnings of words and phrases by what they mean; made once. */
export class Vocabulary {
  readonly words = new Map<string, number>();
  readonly stems = new Map<string, number>();
  /** Of scripts without spaces. */
  readonly pieces = new Map<string, number>();
  longestPiece = 1;
  private longestStem = SHORTEST_STEM;
  /** Words that were asked for, some of them. */
  private readonly met = new Map<string, number>();
  /** By their first word, the longest first. */
  private readonly phrases = new Map<string, Phrase[]>();
  /** Every phrase, by its words. */
  private readonly made = new Map<string, { readonly words: readonly string[]; mask: number }>();

  constructor({ spaced, unspaced }: Lexicons) {
    for (const lexicon of spaced) this.add(lexicon);
    for (const lexicon of unspaced) this.addUnspaced(lexicon);
    for (const { determiners, nouns } of FILES) {
      for (const determiner of entriesOf(determiners)) {
        for (const noun of entriesOf(nouns)) this.addPhrase([...wordsOf(determiner), ...wordsOf(noun)], maskOf('file'));
      }
    }
    for (const { concepts, before, behind } of COMPOUNDS)
      for (const first of entriesOf(before))
        for (const second of entriesOf(behind))
          this.addPhrase([...wordsOf(first), ...wordsOf(second)], maskOf(...concepts));
    this.addMisspelt();
    for (const entry of entriesOf(NEUTRAL)) this.addPhrase(wordsOf(entry), 0);
    for (const list of this.phrases.values()) list.sort((one, other) => other.words.length - one.words.length);
  }

  /** What a folded word means: it, or the Latin one that it looks like. */
  meaningOf(word: string): number {
    const known = this.met.get(word);
    if (known !== undefined) return known;
    const mask = this.meaning(word);
    if (this.met.size < MOST_MET && word.length <= LONGEST_MET) this.met.set(word, mask);
    return mask;
  }

  private meaning(word: string): number {
    const plain = this.ofWord(word);
    if (plain !== 0) return plain;
    const latin = latinised(word);
    return latin === undefined || latin === word ? 0 : this.ofWord(latin);
  }

  /** What words mean, as a phrase or each by itself. */
  meaningOfAll(words: readonly string[]): number {
    const phrase = this.phraseAt(words, 0);
    if (phrase?.words.length === words.length) return phrase.mask;
    return words.reduce((all, word) => all | this.meaningOf(word), 0);
  }

  /** The longest phrase that begins at `at`, and how many words it has. */
  phraseAt(words: readonly string[], at: number): Phrase | undefined {
    return this.phrases
      .get(words[at] ?? '')
      ?.find((phrase) => phrase.words.every((word, index) => words[at + index] === word));
  }

  *allPhrases(): Generator<Phrase> {
    for (const list of this.phrases.values()) yield* list;
  }

  /** Every word that means something, alone or as the longest of a phrase. */
  *entries(): Generator<readonly [word: string, mask: number]> {
    yield* this.words;
    for (const { words, mask } of this.allPhrases()) yield [longestOf(words), mask];
  }

  private ofWord(word: string): number {
    const mask = this.words.get(word) ?? 0;
    for (let length = Math.min(word.length, this.longestStem); length >= SHORTEST_STEM; length--) {
      const stem = this.stems.get(word.slice(0, length));
      if (stem !== undefined) return mask | stem;
    }
    return mask;
  }

  private add(lexicon: Lexicon): void {
    for (const [entry, mask] of meaningsIn(lexicon)) {
      const words = wordsOf(entry);
      const [first = ''] = words;
      if (words.length > 1) {
        this.addPhrase(words, mask);
      } else if (entry.endsWith('*')) {
        this.longestStem = Math.max(this.longestStem, first.length);
        join(this.stems, first, mask);
      } else {
        join(this.words, first, mask);
      }
    }
  }

  private addPhrase(words: readonly string[], mask: number): void {
    const [first = ''] = words;
    const key = words.join(' ');
    const same = this.made.get(key);
    if (same !== undefined) {
      same.mask |= mask;
      return;
    }
    const kept = mask === 0 ? 0 : words.reduce((all, word) => all | (this.words.get(word) ?? 0), 0) & KEPT;
    const phrase = { words, mask: mask | kept };
    this.made.set(key, phrase);
    const known = this.phrases.get(first);
    if (known === undefined) this.phrases.set(first, [phrase]);
    else known.push(phrase);
  }

  /** What is a word of its own stays that. */
  private addMisspelt(): void {
    for (const word of OFTEN_MISSPELT.split(' ')) {
      const mask = this.ofWord(word);
      for (const each of misspellings(word)) if (this.ofWord(each) === 0) join(this.words, each, mask);
    }
    for (const phrase of MISSPELT_PHRASES) {
      const [first = '', second = ''] = phrase.split(' ');
      const mask = this.phraseAt([first, second], 0)?.mask ?? 0;
      for (const one of [first, ...misspellings(first)])
        for (const other of [second, ...misspellings(second)]) this.addPhrase([one, other], mask);
    }
  }

  private addUnspaced(lexicon: Lexicon): void {
    for (const [entry, mask] of meaningsIn(lexicon)) {
      const piece = folded(entry);
      this.longestPiece = Math.max(this.longestPiece, piece.length);
      join(this.pieces, piece, ADDRESSED.test(piece) ? mask | YOU : mask);
    }
  }
}

export function longestOf(words: readonly string[]): string {
  return words.reduce((longest, word) => (word.length >= longest.length ? word : longest), '');
}

function* meaningsIn(lexicon: Lexicon): Generator<readonly [entry: string, mask: number]> {
  for (const concept of CONCEPTS) {
    for (const entry of entriesOf(lexicon[concept] ?? '')) yield [entry, maskOf(concept)];
  }
  for (const [list, concept] of Object.entries(LISTED_APART)) {
    for (const entry of entriesOf(lexicon[list as keyof typeof LISTED_APART] ?? '')) yield [entry, maskOf(concept)];
  }
}

function entriesOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((entry) => entry.trim().replace(/\s+/g, ' '))
    .filter((entry) => entry !== '');
}

function wordsOf(entry: string): readonly string[] {
  return folded(entry).match(WORD) ?? [];
}

function join(map: Map<string, number>, key: string, mask: number): void {
  map.set(key, (map.get(key) ?? 0) | mask);
}

let usual: Vocabulary | undefined;
let wider: Vocabulary | undefined;

/** Usual words, made when first asked for. */
export function vocabulary(): Vocabulary {
  usual ??= new Vocabulary(USUAL);
  return usual;
}

/** Usual words and those that mean much else as well. */
export function widerVocabulary(): Vocabulary {
  wider ??= new Vocabulary(WIDER);
  return wider;
}
