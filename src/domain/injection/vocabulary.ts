import { COMPOUNDS } from './compounds';
import type { Lexicon } from './concept';
import { CONCEPTS, maskOf } from './concept';
import { CHINESE, JAPANESE } from './east-asian-lexicon';
import { ENGLISH, ENGLISH_FILES, ENGLISH_PARTS } from './english-lexicon';
import { folded, latinised } from './fold-text';
import { DUTCH, DUTCH_FILES, ITALIAN, ITALIAN_FILES, MISTYPED } from './further-lexicon';
import { GERMAN, GERMAN_FILES } from './germanic-lexicon';
import { misspellings, MISSPELT_PHRASES, OFTEN_MISSPELT } from './misspellings';
import { POLISH, POLISH_FILES, TURKISH, TURKISH_FILES } from './polish-turkish-lexicon';
import { FRENCH, FRENCH_FILES, PORTUGUESE, PORTUGUESE_FILES, SPANISH, SPANISH_FILES } from './romance-lexicon';
import { RUSSIAN } from './russian-lexicon';

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
  'you forget, you forgot, you may override, you can override, you could override, you override, you ignore, you may ignore, you can ignore, byte order mark, you may want, may want, you want to, your own risk, own risk';
/** What a word means in a phrase too. */
const KEPT = maskOf('you', 'orders', 'prior', 'all');
const ADDRESSED = /[你您]|あなた/;
/** Scripts without spaces between words. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;

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
  private readonly phrases = new Map<string, Phrase[]>();

  constructor() {
    for (const lexicon of [
      ...[ENGLISH, MISTYPED, GERMAN, DUTCH, FRENCH, SPANISH, PORTUGUESE, ITALIAN],
      ...[POLISH, TURKISH, RUSSIAN],
    ])
      this.add(lexicon);
    for (const lexicon of [CHINESE, JAPANESE]) this.addUnspaced(lexicon);
    for (const { determiners, nouns } of [
      ENGLISH_FILES,
      ENGLISH_PARTS,
      GERMAN_FILES,
      FRENCH_FILES,
      SPANISH_FILES,
      PORTUGUESE_FILES,
      ITALIAN_FILES,
      DUTCH_FILES,
      POLISH_FILES,
      TURKISH_FILES,
    ]) {
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
    const known = this.phrases.get(first) ?? [];
    const same = known.findIndex((phrase) => phrase.words.join(' ') === words.join(' '));
    const kept = mask === 0 ? 0 : words.reduce((all, word) => all | (this.words.get(word) ?? 0), 0) & KEPT;
    if (same === -1) known.push({ words, mask: mask | kept });
    else known[same] = { words, mask: (known[same]?.mask ?? 0) | mask };
    this.phrases.set(first, known);
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

let made: Vocabulary | undefined;

/** The one vocabulary, made when first asked for. */
export function vocabulary(): Vocabulary {
  made ??= new Vocabulary();
  return made;
}
