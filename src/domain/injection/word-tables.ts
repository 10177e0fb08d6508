import { plainLetters } from './fold-text';
import { MARK_WORDS } from './marks';
import { backwards, rotated } from './plain-letters';
import type { Vocabulary } from './vocabulary';
import { longestOf, vocabulary } from './vocabulary';

/** Slots of tables of words by hash; words that share one let more through, and nothing less. */
const SLOTS = (1 << 18) - 1;
/** Of filters by the last bits of hashes: few enough to stay in the processor's cache. */
export const FILTER = (1 << 16) - 1;
const FACTOR = 31;
/** Codes up to the end of Latin Extended-A. */
export const LATIN = 0x180;
const LEET = '0o1i3e4a5s6g7t8b9g@a$s!i+t|i';

/** By code: the lower-case letter that it is, without its marks; or 0. An l counts as an i: a `1` may stand for both. */
export const LETTERS = lettersByCode('');
/** The same with digits and signs as the letters that they look like. */
export const LEET_LETTERS = lettersByCode(LEET);
/** Those digits and signs. */
export const IS_LEET = Uint8Array.from({ length: LATIN }, (_, code) => (LETTERS[code] === LEET_LETTERS[code] ? 0 : 1));

/** Words that mean something together, by their hashes. */
export interface HashedPhrase {
  readonly words: readonly number[];
  readonly mask: number;
}

/** What a word may stand for. */
interface Meanings {
  word: number;
  /** Of a phrase whose longest word it is. */
  part: number;
  /** Backwards or in rot13. */
  turned: number;
  /** Bits of the lists of words that marks have. */
  marks: number;
  /** Those that it begins, the longest first. */
  phrases: HashedPhrase[];
}

/** What words mean, by their hash. */
export interface WordTables {
  /** By hash, the place of its meanings in `meanings`, 0 for none. */
  readonly ids: Uint16Array;
  readonly meanings: readonly Readonly<Meanings>[];
  readonly stems: Int32Array;
  /** Filter of `stems`. */
  readonly begins: Uint8Array;
  /** Filter of `ids`. */
  readonly known: Uint8Array;
}

const NOTHING: Meanings = { word: 0, part: 0, turned: 0, marks: 0, phrases: [] };
let made: WordTables | undefined;

/** Made when first asked for. */
export function wordTables(): WordTables {
  made ??= new TableWriter(vocabulary());
  return made;
}

/** Of a word with one letter more. */
export function grownHash(hash: number, letter: number): number {
  return (Math.imul(hash, FACTOR) + letter) & SLOTS;
}

/** Whether a word, or a phrase that it is the longest of, may mean something. */
export function isMeant(hash: number): boolean {
  const { known, ids, meanings } = wordTables();
  if (known[hash & FILTER] !== 1) return false;
  const { word = 0, part = 0 } = meanings[ids[hash] ?? 0] ?? {};
  return (word | part) !== 0;
}

class TableWriter implements WordTables {
  readonly ids = new Uint16Array(SLOTS + 1);
  readonly meanings: Meanings[] = [NOTHING];
  readonly stems = new Int32Array(SLOTS + 1);
  readonly begins = new Uint8Array(FILTER + 1);
  readonly known = new Uint8Array(FILTER + 1);

  constructor(words: Vocabulary) {
    for (const [word, mask] of words.words) this.of(word).word |= mask;
    for (const phrase of words.allPhrases()) this.addPhrase(phrase.words, phrase.mask);
    for (const { phrases } of this.meanings) phrases.sort((one, other) => other.words.length - one.words.length);
    for (const [word, mask] of words.entries()) {
      for (const each of [backwards(word), rotated(word)]) this.of(each).turned |= mask;
    }
    for (const [bit, list] of MARK_WORDS.entries()) {
      for (const word of list.split(' ')) this.of(word).marks |= 1 << bit;
    }
    for (const [stem, mask] of words.stems) {
      const slot = hashOf(stem);
      this.begins[slot & FILTER] = 1;
      this.stems[slot] = (this.stems[slot] ?? 0) | mask;
    }
  }

  private addPhrase(words: readonly string[], mask: number): void {
    this.of(longestOf(words)).part |= mask;
    this.of(words[0] ?? '').phrases.push({ words: words.map(hashOf), mask });
  }

  private of(word: string): Meanings {
    const slot = hashOf(word);
    const known = this.meanings[this.ids[slot] ?? 0];
    if (known !== undefined && known !== NOTHING) return known;
    const made = { word: 0, part: 0, turned: 0, marks: 0, phrases: [] };
    this.ids[slot] = this.meanings.length;
    this.known[slot & FILTER] = 1;
    this.meanings.push(made);
    return made;
  }
}

function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    hash = grownHash(hash, LETTERS[code] ?? code);
  }
  return hash;
}

function lettersByCode(alike: string): Uint8Array {
  const letters = new Uint8Array(LATIN);
  for (let code = 65; code < LATIN; code++) {
    const plain = plainLetters(String.fromCharCode(code).normalize('NFD').charAt(0).toLowerCase());
    if (plain >= 'a' && plain <= 'z') letters[code] = (plain === 'l' ? 'i' : plain).charCodeAt(0);
  }
  for (let at = 0; at < alike.length; at += 2) letters[alike.charCodeAt(at)] = alike.charCodeAt(at + 1);
  return letters;
}
