import { maskOf } from './concept';
import { ENCODED, isOfEncoding, mayHideText } from './encoded-run';
import { holdsMark } from './marks';
import { FILTER, grownHash, LATIN, LETTERS, type WordTables, wordTables } from './word-tables';

const LONGEST_STEM = 14;
/** Letters alone in a row, letters without a space, escapes, characters beyond Latin ones: so many are looked at closely. */
const SET_APART = 6;
const JOINED = 18;
const ESCAPES = 3;
const FOREIGN = 2;
/** Who may be the head of a turn, or what the name of a verdict, where a sign stands beside it. */
const HEADS = maskOf('turn', 'report', 'ai', 'authority');
const LETTERS_ONLY = /^[a-z]+$/i;

/** What signs may be a part of, by ASCII code. */
const SIGNS = new Map(
  Object.entries({
    end: '.;?',
    tag: '<',
    fence: '`-#',
    escape: '%&\\',
    other: '[](){}>*=|:"',
  }).flatMap(([part, signs]) => Array.from(signs, (sign) => [sign.charCodeAt(0), part] as const)),
);
const IS_SIGN = new Uint8Array(128);
for (const [code, part] of SIGNS) IS_SIGN[code] = part === 'end' ? 2 : 1;

/** What one pass over a text sees. Used again for the next text: there are hundreds of thousands, and they are read one by one. */
export class Glance {
  readonly masks: number[] = [];
  readonly places: number[] = [];
  readonly sentences: number[] = [];
  all = 0;
  /** Of words backwards and in rot13. */
  turned = 0;
  hasSign = false;
  hasSpace = false;
  hasMark = false;
  /** Of a form that is read closely whatever its words. */
  isTelling = false;
  isEncoded = false;
  private marks = 0;
  private words = 0;
  private sentence = 0;
  private alone = 0;
  private escapes = 0;
  private foreign = 0;
  /** Where characters of an encoding began. */
  private run = 0;
  private text = '';

  /** `false` where it has characters beyond Latin ones. The state of a word is in local variables: this is the whole cost of most texts. */
  read(text: string): boolean {
    this.clear(text);
    const tables = wordTables();
    let hash = 0;
    let stem = 0;
    let start = 0;
    let capital = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const letter = letterOf(code);
      const isCapital = code < 91 && code > 64;
      if (letter === 0 || (isCapital && at - capital > 2)) {
        this.endWord(start, at, hash, stem, tables);
        hash = 0;
        stem = 0;
        start = letter === 0 ? at + 1 : at;
      }
      if (letter === 0) {
        if (!this.noteSign(at, code)) return false;
        capital = start;
        continue;
      }
      if (isCapital) capital = at;
      hash = grownHash(hash, letter);
      if (at - start < LONGEST_STEM) stem |= stemOf(hash, tables);
    }
    this.endWord(start, text.length, hash, stem, tables);
    this.endRun(text.length);
    this.endMarks();
    return true;
  }

  private clear(text: string): void {
    this.text = text;
    for (const list of [this.masks, this.places, this.sentences]) list.length = 0;
    this.all =
      this.turned =
      this.marks =
      this.words =
      this.sentence =
      this.alone =
      this.escapes =
      this.foreign =
      this.run =
        0;
    this.hasSign = this.hasSpace = this.hasMark = this.isTelling = this.isEncoded = false;
  }

  private endWord(start: number, end: number, hash: number, stem: number, tables: WordTables): void {
    if (end === start) return;
    this.words += 1;
    this.noteShape(start, end);
    let mask = stem;
    if (tables.known[hash & FILTER] === 1) {
      mask |= tables.words[hash] ?? 0;
      this.turned |= tables.turned[hash] ?? 0;
      this.marks |= tables.marks[hash] ?? 0;
    }
    if (mask === 0) return;
    this.all |= mask;
    this.masks.push(mask);
    this.places.push(this.words);
    this.sentences.push(this.sentence);
    if ((mask & HEADS) !== 0 && this.isSignAt(end) && this.isSignAt(start - 1)) this.isTelling = true;
  }

  private noteShape(start: number, end: number): void {
    const { text } = this;
    if (end - start > 1) {
      this.alone = 0;
      if (end - start >= JOINED && LETTERS_ONLY.test(text.slice(start, end))) this.isTelling = true;
      return;
    }
    // Letters of options stand between colons, and digits are no letters.
    this.alone = text[end] === ':' || text.charCodeAt(start) < 65 ? 0 : this.alone + 1;
    if (this.alone >= SET_APART) this.isTelling = true;
  }

  /** What is no letter. `false` where too much of it is of other scripts. */
  private noteSign(at: number, code: number): boolean {
    if (code <= 32) {
      this.hasSpace = true;
      if (code === 10) this.endMarks();
    } else if (code >= LATIN) {
      this.foreign += 1;
    } else if (IS_SIGN[code] === 2) {
      if (!(this.text.charCodeAt(at + 1) > 32)) this.endSentence();
    } else if (IS_SIGN[code] === 1) {
      this.hasSign = true;
      this.noteForm(at, code);
    }
    if (!isOfEncoding(code)) this.endRun(at);
    return this.foreign < FOREIGN;
  }

  private endRun(at: number): void {
    if (at - this.run >= ENCODED) this.isEncoded ||= mayHideText(this.text, this.run);
    this.run = at + 1;
  }

  private noteForm(at: number, code: number): void {
    const { text } = this;
    const next = text[at + 1];
    switch (SIGNS.get(code)) {
      case 'tag':
        this.isTelling ||= next === '/' || next === '|' || next === '<';
        break;
      case 'fence':
        this.isTelling ||= next === text[at] && text[at + 2] === next;
        break;
      case 'escape':
        if (/^(?:%[0-9a-f]{2}|&#|\\[xu][0-9a-f])/i.test(text.slice(at, at + 3))) this.escapes += 1;
        this.isTelling ||= text.startsWith('\\u{', at);
        this.isEncoded ||= this.escapes >= ESCAPES;
        break;
      case 'end':
      case 'other':
      case undefined:
    }
  }

  private endSentence(): void {
    this.sentence += 1;
    this.endMarks();
  }

  /** Words of a mark stand in one line of one sentence. */
  private endMarks(): void {
    this.hasMark ||= holdsMark(this.marks);
    this.marks = 0;
  }

  private isSignAt(at: number): boolean {
    return IS_SIGN[this.text.charCodeAt(at)] === 1;
  }
}

function letterOf(code: number): number {
  return LETTERS[code] ?? 0;
}

function stemOf(hash: number, { begins, stems }: WordTables): number {
  return begins[hash & FILTER] === 1 ? (stems[hash] ?? 0) : 0;
}
