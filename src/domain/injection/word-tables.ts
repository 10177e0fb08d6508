import { plainLetters } from './fold-text';
import { MARK_WORDS } from './marks';
import { backwards, rotated } from './plain-letters';
import type { Vocabulary } from './vocabulary';
import { longestOf, vocabulary, widerVocabulary } from './vocabulary';

/** Slots of tables of words by the last bits of their hash; a word whose slot is taken has the next free one. */
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
  /** Of usual words only. */
  readonly usual: number;
}

/** What a word may stand for. */
interface Meanings {
  readonly hash: number;
  word: number;
  /** Of a phrase whose longest word it is. */
  part: number;
  /** As a usual word, and of a phrase of usual ones. */
  usual: number;
  usualPart: number;
  /** Backwards or in rot13. */
  turned: number;
  /** Bits of the lists of words that marks have. */
  marks: number;
  /** Those that it begins, the longest first. */
  phrases: HashedPhrase[];
  usualPhrases: HashedPhrase[];
}

/** What words mean, by their hash. */
export interface WordTables {
  /** By hash, the place of its meanings in `meanings`, 0 for none. */
  readonly ids: Uint16Array;
  readonly meanings: readonly Readonly<Meanings>[];
  /** By hash, the place of what a beginning of words means in `endings`, 0 for nothing. */
  readonly stems: Uint16Array;
  readonly endings: readonly Ending[];
  /** Filter of `stems`. */
  readonly begins: Uint8Array;
  /** Filter of `ids`. */
  readonly known: Uint8Array;
}

/** What a word means whose beginning is known. */
interface Ending {
  readonly hash: number;
  readonly mask: number;
  readonly usual: number;
}

const NOTHING = freshMeanings(0);
const NO_ENDING: Ending = { hash: 0, mask: 0, usual: 0 };
let made: WordTables | undefined;

/** Made when first asked for. */
export function wordTables(): WordTables {
  made ??= new TableWriter(widerVocabulary(), vocabulary());
  return made;
}

/** Of a word with one letter more. */
export function grownHash(hash: number, letter: number): number {
  return (Math.imul(hash, FACTOR) + letter) | 0;
}

/** Whether a word, or a phrase that it is the longest of, may mean something. */
export function isMeant(hash: number): boolean {
  const { usual = 0, usualPart = 0 } = meaningsOf(hash, wordTables()) ?? {};
  return (usual | usualPart) !== 0;
}

/** What a word may stand for. */
export function meaningsOf(hash: number, { known, ids, meanings }: WordTables): Readonly<Meanings> | undefined {
  if (known[hash & FILTER] !== 1) return undefined;
  for (let slot = hash & SLOTS; ; slot = (slot + 1) & SLOTS) {
    const place = ids[slot] ?? 0;
    if (place === 0) return undefined;
    const found = meanings[place];
    if (found?.hash === hash) return found;
  }
}

/** The place in `endings` of what a beginning of words means, 0 for nothing. */
export function endingOf(hash: number, { stems, endings }: WordTables): number {
  for (let slot = hash & SLOTS; ; slot = (slot + 1) & SLOTS) {
    const place = stems[slot] ?? 0;
    if (place === 0 || endings[place]?.hash === hash) return place;
  }
}

class TableWriter implements WordTables {
  readonly ids = new Uint16Array(SLOTS + 1);
  readonly meanings: Meanings[] = [NOTHING];
  readonly stems = new Uint16Array(SLOTS + 1);
  readonly endings: Ending[] = [NO_ENDING];
  readonly begins = new Uint8Array(FILTER + 1);
  readonly known = new Uint8Array(FILTER + 1);

  constructor(wider: Vocabulary, usual: Vocabulary) {
    for (const [word, mask] of wider.words) this.of(word).word |= mask;
    for (const [word, mask] of usual.words) this.of(word).usual |= mask;
    for (const { words, mask } of wider.allPhrases()) {
      this.of(longestOf(words)).part |= mask;
      this.of(words[0] ?? '').phrases.push({ words: words.map(hashOf), mask, usual: usual.meaningOfAll(words) });
    }
    for (const { words, mask } of usual.allPhrases()) {
      this.of(longestOf(words)).usualPart |= mask;
      this.of(words[0] ?? '').usualPhrases.push({ words: words.map(hashOf), mask, usual: mask });
    }
    for (const { phrases, usualPhrases } of this.meanings) {
      for (const list of [phrases, usualPhrases]) list.sort((one, other) => other.words.length - one.words.length);
    }
    for (const [word, mask] of usual.entries()) {
      for (const each of [backwards(word), rotated(word)]) this.of(each).turned |= mask;
    }
    for (const [bit, list] of MARK_WORDS.entries()) {
      for (const word of list.split(' ')) this.of(word).marks |= 1 << bit;
    }
    for (const [stem, mask] of wider.stems) this.addStem(stem, mask, usual.stems.get(stem) ?? 0);
  }

  private addStem(stem: string, mask: number, usual: number): void {
    const hash = hashOf(stem);
    let slot = hash & SLOTS;
    while ((this.stems[slot] ?? 0) !== 0) slot = (slot + 1) & SLOTS;
    this.begins[hash & FILTER] = 1;
    this.stems[slot] = this.endings.length;
    this.endings.push({ hash, mask, usual });
  }

  private of(word: string): Meanings {
    const hash = hashOf(word);
    let slot = hash & SLOTS;
    for (; (this.ids[slot] ?? 0) !== 0; slot = (slot + 1) & SLOTS) {
      const known = this.meanings[this.ids[slot] ?? 0];
      if (known?.hash === hash) return known;
    }
    const made = freshMeanings(hash);
    this.ids[slot] = this.meanings.length;
    this.known[hash & FILTER] = 1;
    this.meanings.push(made);
    return made;
  }
}

function freshMeanings(hash: number): Meanings {
  return { hash, word: 0, part: 0, usual: 0, usualPart: 0, turned: 0, marks: 0, phrases: [], usualPhrases: [] };
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
