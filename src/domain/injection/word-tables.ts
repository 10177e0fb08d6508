import { MARK_WORDS } from './marks';
import { backwards, rotated } from './plain-letters';
import type { Vocabulary } from './vocabulary';
import { vocabulary } from './vocabulary';

/** Slots of tables of words by hash; words that share one let more through, and nothing less. */
const SLOTS = (1 << 18) - 1;
/** Of filters by the last bits of hashes: few enough to stay in the processor's cache. */
export const FILTER = (1 << 14) - 1;
const FACTOR = 31;
/** Codes up to the end of Latin Extended-A. */
export const LATIN = 0x180;

/** By code: the lower-case letter that it is, without its marks, or looks like; or 0. */
export const LETTERS = lettersByCode();

/** What words mean, by their hash. */
export interface WordTables {
  readonly words: Int32Array;
  readonly stems: Int32Array;
  /** Words backwards and in rot13. */
  readonly turned: Int32Array;
  /** Bits of the lists of words that marks have. */
  readonly marks: Uint16Array;
  /** Filter of `stems`. */
  readonly begins: Uint8Array;
  /** Filter of the other three. */
  readonly known: Uint8Array;
}

let made: WordTables | undefined;

/** Made when first asked for. */
export function wordTables(): WordTables {
  made ??= tablesOf(vocabulary());
  return made;
}

/** Of a word with one letter more. */
export function grownHash(hash: number, letter: number): number {
  return (Math.imul(hash, FACTOR) + letter) & SLOTS;
}

function tablesOf(known: Vocabulary): WordTables {
  const tables = {
    words: new Int32Array(SLOTS + 1),
    stems: new Int32Array(SLOTS + 1),
    turned: new Int32Array(SLOTS + 1),
    marks: new Uint16Array(SLOTS + 1),
    begins: new Uint8Array(FILTER + 1),
    known: new Uint8Array(FILTER + 1),
  };
  for (const [word, mask] of known.entries()) {
    for (const each of spellings(word)) join(tables.words, each, mask, tables.known);
    for (const each of [backwards(word), rotated(word)]) join(tables.turned, each, mask, tables.known);
  }
  for (const [stem, mask] of known.stems) {
    for (const each of spellings(stem)) join(tables.stems, each, mask, tables.begins);
  }
  for (const [bit, list] of MARK_WORDS.entries()) {
    for (const word of list.split(' ')) join(tables.marks, word, 1 << bit, tables.known);
  }
  return tables;
}

/** `1` counts as an i, and may stand for an l. */
function spellings(word: string): readonly string[] {
  return [word, word.replaceAll('l', 'i')];
}

function join(table: Int32Array | Uint16Array, word: string, mask: number, filter: Uint8Array): void {
  let slot = 0;
  for (let at = 0; at < word.length; at++) slot = grownHash(slot, word.charCodeAt(at));
  filter[slot & FILTER] = 1;
  table[slot] = (table[slot] ?? 0) | mask;
}

function lettersByCode(): Uint8Array {
  const letters = new Uint8Array(LATIN);
  for (let code = 65; code < LATIN; code++) {
    const plain = String.fromCharCode(code).normalize('NFD').charAt(0).toLowerCase();
    if (plain >= 'a' && plain <= 'z') letters[code] = plain.charCodeAt(0);
  }
  const signs = '0o1i3e4a5s6g7t8b9g@a$s!i+t';
  for (let at = 0; at < signs.length; at += 2) letters[signs.charCodeAt(at)] = signs.charCodeAt(at + 1);
  return letters;
}
