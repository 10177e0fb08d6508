import { maskOf } from './concept';
import { ENCODED, isOfEncoding, mayHideText } from './encoded-run';
import { holdsMark, NOTHING_WORD, RANK, RANKED, RULE_WORD, TAG_WORD, TOOL, TOOL_WORD } from './marks';
import { END, ESCAPE, isLetter, isOpening, isRule, leetLetter, letterOf, SIGNS } from './signs';
import { FEWEST_OF_SENTENCE, isJoined } from './tokens';
import { vocabulary } from './vocabulary';
import type { WordTables } from './word-tables';
import { endingOf, FILTER, grownHash, IS_LEET, isMeant, LATIN, LETTERS, meaningsOf, wordTables } from './word-tables';

const LONGEST_STEM = 14;
/** Letters alone in a row, letters without a space, escapes: so many are looked at closely. */
const SET_APART = 6;
const JOINED = 18;
const ESCAPES = 3;
/** Units of a text that are looked at. */
export const LOOKED_AT = 4096;
const AI = maskOf('ai');
/** Words between one that speaks in a conversation and the colon behind it. */
const BEFORE_COLON = 2;
const NO_ENDING = { mask: 0, usual: 0 };
const ZERO = 48;
const COLON = 58;
const UNDERSCORE = 95;
/** Words between two of a phrase that is written backwards or in rot13. */
const NEAR = 6;
const MOST_DISGUISED = 2;

/** What one pass over a text sees. Used again for the next text: there are hundreds of thousands, and they are read one by one. */
export class Glance {
  /** Words by their hashes, what stems they begin with mean, and the numbers of their sentences. */
  readonly hashes = new Int32Array(LOOKED_AT);
  readonly stems = new Uint16Array(LOOKED_AT);
  readonly sentences = new Uint16Array(LOOKED_AT);
  words = 0;
  /** How many words mean something, and all that they mean. */
  telling = 0;
  all = 0;
  /** What usual words among them mean. */
  usual = 0;
  /** Of words backwards and in rot13 that stand near to each other, all that they mean. */
  readonly turned: number[] = [];
  /** Words that mean something when their digits and signs stand for letters, some of them. */
  disguised = 0;
  /** Characters that stand for others, show nothing, or are beyond Latin ones. */
  isPlain = true;
  foreign = 0;
  hasSign = false;
  hasSpace = false;
  hasMark = false;
  isApart = false;
  isJoined = false;
  isEncoded = false;
  private disguiseEnd = 0;
  private lastTurned = 0;
  /** Which word was the last of a rank. */
  private rank = 0;
  /** Which word was the last for a model. */
  private ai = 0;
  private isLeet = false;
  private marks = 0;
  private sentence = 0;
  /** Words before the last sign that may end a sentence. */
  private begun = 0;
  private alone = 0;
  private escapes = 0;
  /** Where characters of an encoding began. */
  private run = 0;
  private text = '';

  /** The state of a word is in local variables: this is the whole cost of most texts. @param letters by code */
  read(text: string, letters: Uint8Array = LETTERS): void {
    this.clear(text, letters);
    const tables = wordTables();
    const { begins } = tables;
    const { length } = text;
    let hash = 0;
    let stem = 0;
    let start = 0;
    let capital = 0;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      const letter = letterOf(code, letters);
      const isCapital = code < 91 && code > 64;
      if (letter === 0 || (isCapital && at - capital > 2)) {
        if (at > start) this.endWord(start, at, hash, stem, tables);
        hash = 0;
        stem = 0;
        start = at;
      }
      if (letter === 0) {
        start = at + 1;
        capital = start;
        this.noteSign(at, code);
        continue;
      }
      if (isCapital) capital = at;
      hash = grownHash(hash, letter);
      if (begins[hash & FILTER] === 1 && at - start < LONGEST_STEM) stem = endingOf(hash, tables) || stem;
    }
    if (length > start) this.endWord(start, length, hash, stem, tables);
    this.endRun(length);
    this.endMarks();
  }

  private clear(text: string, letters: Uint8Array): void {
    this.text = text;
    this.turned.length = 0;
    this.lastTurned = -NEAR;
    this.isLeet = letters !== LETTERS;
    this.words = this.telling = this.all = this.usual = this.disguised = this.foreign = 0;
    this.ai = this.rank = -LOOKED_AT;
    this.marks = this.begun = this.sentence = this.alone = this.escapes = this.run = this.disguiseEnd = 0;
    this.hasSign = this.hasSpace = this.hasMark = this.isApart = this.isJoined = this.isEncoded = false;
    this.isPlain = true;
  }

  private endWord(start: number, end: number, hash: number, stem: number, tables: WordTables): void {
    const place = this.words;
    this.words = place + 1;
    this.hashes[place] = hash;
    this.stems[place] = stem;
    this.sentences[place] = this.sentence;
    if (end - start === 1) this.noteAlone(start, end);
    else this.alone = 0;
    if (end - start >= JOINED) this.isJoined ||= isJoined(this.text.slice(start, end).toLowerCase(), vocabulary());
    let { mask, usual } = tables.endings[stem] ?? NO_ENDING;
    const known = meaningsOf(hash, tables);
    if (known !== undefined) {
      mask |= known.word | known.part;
      usual |= known.usual;
      if ((usual & AI) !== 0) this.ai = place;
      usual |= known.usualPart;
      if (known.turned !== 0) this.noteTurned(known.turned);
      if (known.marks !== 0) this.noteMark(start, known.marks);
    }
    if (mask === 0) return;
    this.all |= mask;
    this.usual |= usual;
    this.telling += 1;
  }

  private noteTurned(mask: number): void {
    const { turned, words } = this;
    if (words - this.lastTurned >= NEAR) turned.push(mask);
    else turned[turned.length - 1] = (turned.at(-1) ?? 0) | mask;
    this.lastTurned = words;
  }

  private noteMark(start: number, mark: number): void {
    const { text, words } = this;
    const isBehindRank = words - 1 === this.rank;
    if ((mark & RANK) !== 0) this.rank = words;
    this.marks |= (mark & RANKED) !== 0 && !isBehindRank ? mark & ~RANKED : mark;
    if (mark < TAG_WORD) return;
    const before = text.charCodeAt(start - 1) === 32 ? start - 2 : start - 1;
    if ((mark & TAG_WORD) !== 0 && (isOpening(text, before) || isOpening(text, before - 1))) this.hasMark = true;
    if ((mark & RULE_WORD) !== 0 && isRule(text, before)) this.hasMark = true;
    if ((mark & TOOL_WORD) !== 0 && text.charCodeAt(start - 1) === UNDERSCORE) this.marks |= TOOL;
  }

  /** Letters of options stand between colons, and digits are no letters. */
  private noteAlone(start: number, end: number): void {
    const { text } = this;
    this.alone = text.charCodeAt(end) === COLON || text.charCodeAt(start) < 65 ? 0 : this.alone + 1;
    if (this.alone >= SET_APART) this.isApart = true;
  }

  /** What is no letter. */
  private noteSign(at: number, code: number): void {
    if (code <= 32) {
      this.hasSpace = true;
      if (code === 10) this.endMarks();
      else if (code !== 32 && code !== 9 && code !== 13) this.isPlain = false;
    } else if (code > 126) {
      this.isPlain = false;
      if (code >= LATIN) this.foreign += 1;
    } else {
      this.notePlainSign(at, code);
    }
    if (!isOfEncoding(code)) this.endRun(at);
  }

  private notePlainSign(at: number, code: number): void {
    const part = SIGNS[code] ?? 0;
    if (part === END && !(this.text.charCodeAt(at + 1) > 32)) this.endSentence();
    else if (part !== 0) this.noteForm(at, part);
    if (code === ZERO) this.marks |= NOTHING_WORD;
    if (!this.isLeet && IS_LEET[code] === 1) this.noteLeet(at);
  }

  private noteLeet(at: number): void {
    const { text } = this;
    if (at < this.disguiseEnd || this.disguised >= MOST_DISGUISED) return;
    if (!isLetter(text.charCodeAt(at - 1)) && !isLetter(text.charCodeAt(at + 1))) return;
    let start = at;
    while (start > 0 && leetLetter(text, start - 1) !== 0) start -= 1;
    let [hash, stem, end] = [0, 0, start];
    const tables = wordTables();
    for (let letter = leetLetter(text, end); letter !== 0; letter = leetLetter(text, ++end)) {
      hash = grownHash(hash, letter);
      if (tables.begins[hash & FILTER] === 1 && end - start < LONGEST_STEM) stem = endingOf(hash, tables) || stem;
    }
    this.disguiseEnd = end;
    if (stem !== 0 || isMeant(hash)) this.disguised += 1;
  }

  private endRun(at: number): void {
    if (at - this.run >= ENCODED) this.isEncoded ||= mayHideText(this.text, this.run);
    this.run = at + 1;
  }

  private noteForm(at: number, part: number): void {
    if (part === ESCAPE) {
      this.noteEscape(at);
      return;
    }
    this.hasSign = true;
    if (this.text.charCodeAt(at) === COLON && this.words - this.ai <= BEFORE_COLON) this.hasMark = true;
  }

  private noteEscape(at: number): void {
    const { text } = this;
    if (text.charCodeAt(at) === 92) this.isPlain = false;
    if (/^(?:%[0-9a-f]{2}|&#|\\[xu][0-9a-f])/i.test(text.slice(at, at + 3))) this.escapes += 1;
    this.isEncoded ||= this.escapes >= ESCAPES;
  }

  private endSentence(): void {
    if (this.words - this.begun >= FEWEST_OF_SENTENCE) this.sentence += 1;
    this.begun = this.words;
    this.endMarks();
  }

  /** Words of a mark stand in one line of one sentence. */
  private endMarks(): void {
    this.hasMark ||= this.hasSpace && holdsMark(this.marks);
    this.marks = 0;
  }
}
