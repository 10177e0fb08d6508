import { folded } from './fold-text';
import type { Vocabulary } from './vocabulary';
import { UNSPACED } from './vocabulary';

/** What the words of a text mean, in their order. */
export interface Tokens {
  /** Bits of concepts; 0 where a word means nothing here. */
  readonly masks: readonly number[];
  /** The same of usual words only. */
  readonly usual: readonly number[];
  /** Of each token, the number of its sentence. */
  readonly sentences: readonly number[];
  /** All concepts of the text. */
  readonly all: number;
}

/** Words, ends of sentences (`.` and the like before a space or the end), blank lines, and lines that begin with an option (`  --help`). */
const PARTS = /\p{L}+|[.!?;](?=\s|$)|[。！？；]|\n\s{0,8}\n|\n[\t ]{1,8}--(?=\p{L})/gu;
const LETTERS_ONLY = /^\p{L}+$/u;
const IS_LETTER = /^\p{L}/u;
/** A word so long may be several without spaces between them. */
const JOINED = 18;
const LONGEST_PART = 14;
const SHORTEST_PART = 3;
export const FEWEST_OF_SENTENCE = 2;
const LEAST_KNOWN = 0.85;

/** @param text folded @param usual words that are told apart from the others */
export function tokensOf(text: string, vocabulary: Vocabulary, usual = vocabulary): Tokens {
  const writer = new TokenWriter(vocabulary, usual);
  for (const [part] of text.matchAll(PARTS)) {
    if (IS_LETTER.test(part)) writer.addWord(part);
    else writer.endSentence();
  }
  return writer.finish();
}

class TokenWriter {
  private readonly masks: number[] = [];
  private readonly usualMasks: number[] = [];
  private readonly sentences: number[] = [];
  private words: string[] = [];
  private sentence = 0;
  /** How many tokens stand before the last sign that may end a sentence. */
  private begun = 0;
  private all = 0;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly usual: Vocabulary,
  ) {}

  addWord(word: string): void {
    if (UNSPACED.test(word)) {
      this.flush();
      this.addUnspaced(word);
    } else {
      this.words.push(word);
    }
  }

  /** A word alone is no sentence: `ignore! all! previous! instructions!` */
  endSentence(): void {
    this.flush();
    if (this.masks.length - this.begun >= FEWEST_OF_SENTENCE) this.sentence += 1;
    this.begun = this.masks.length;
  }

  finish(): Tokens {
    this.flush();
    return { masks: this.masks, usual: this.usualMasks, sentences: this.sentences, all: this.all };
  }

  private flush(): void {
    const { words } = this;
    for (let at = 0; at < words.length;) {
      const phrase = this.vocabulary.phraseAt(words, at);
      if (phrase !== undefined) {
        this.push(phrase.mask, this.usual.meaningOfAll(phrase.words));
        at += phrase.words.length;
        continue;
      }
      const word = words[at] ?? '';
      const mask = this.vocabulary.meaningOf(word);
      if (mask === 0 && word.length >= JOINED) this.addJoined(word);
      else this.push(mask, this.usual.meaningOf(word));
      at += 1;
    }
    this.words = [];
  }

  /** The longest piece first; what is none counts as a word for each character. */
  private addUnspaced(run: string): void {
    const { pieces, longestPiece } = this.vocabulary;
    for (let at = 0; at < run.length;) {
      let length = Math.min(longestPiece, run.length - at);
      while (length > 1 && !pieces.has(run.slice(at, at + length))) length -= 1;
      const piece = run.slice(at, at + length);
      this.push(pieces.get(piece) ?? 0, this.usual.pieces.get(piece) ?? 0);
      at += length;
    }
  }

  /** Of a word that is nearly all known words, those. */
  private addJoined(word: string): void {
    for (const mask of partsOf(word, this.vocabulary) ?? [0]) this.push(mask, mask);
  }

  private push(mask: number, usual: number): void {
    this.masks.push(mask);
    this.usualMasks.push(usual);
    this.sentences.push(this.sentence);
    this.all |= mask;
  }
}

/** Whether a long word without a space in it is made of known ones. @param word lower-case */
export function isJoined(word: string, vocabulary: Vocabulary): boolean {
  return LETTERS_ONLY.test(word) && (partsOf(folded(word), vocabulary) ?? []).some((mask) => mask !== 0);
}

/** What words that are joined to one mean; `undefined` where too much of it is none. */
function partsOf(word: string, { words }: Vocabulary): readonly number[] | undefined {
  const found: number[] = [];
  let unknown = word.length * (1 - LEAST_KNOWN);
  for (let at = 0; at < word.length;) {
    let length = Math.min(LONGEST_PART, word.length - at);
    while (length > 0 && !words.has(word.slice(at, at + length))) length -= 1;
    if (length >= SHORTEST_PART) found.push(words.get(word.slice(at, at + length)) ?? 0);
    if (length === 0) unknown -= 1;
    if (unknown < 0) return undefined;
    at += Math.max(1, length);
  }
  return found;
}
