import { unhidden, withoutApostrophes } from './fold-text';
import { mayBePieces } from './foreign-letters';
import { Glance, LOOKED_AT } from './glance';
import { isPromising, mayBeName } from './promise';
import { LEET_LETTERS } from './word-tables';

/** Ways to read a text that are worth it; where none is, it reads like no instructions. */
export interface Prospects {
  /** Its beginning, without what hides it. */
  readonly text: string;
  readonly marks: boolean;
  readonly words: boolean;
  /** With digits and signs for letters. */
  readonly leet: boolean;
  /** With spaces or other signs between letters. */
  readonly apart: boolean;
  /** In an encoding, or by escapes. */
  readonly encoded: boolean;
  /** Backwards or in rot13. */
  readonly turned: boolean;
}

const SHORTEST = 8;
/** Signs that stand for letters in so many places at least. */
const FEWEST_DISGUISED = 2;
/** Of other scripts than the Latin one. */
const FEWEST_FOREIGN = 2;
/** Names that compilers of C++ and Rust make of others: there are hundreds of thousands, and long ones. */
const MANGLED = /^(?:_Z|__Z|_R|\?\w|_GLOBAL__sub_I__Z)/;
/** What of them is worth a look. */
const MANGLED_WORDS = ['gnore', 'isregard', 'enign', 'armless'];
const UNDERSCORE = 95;
const QUESTION_MARK = 63;
const GLANCE = new Glance();

/** One pass, some nanoseconds a character; `undefined` where no way is worth it. */
export function prospectsOf(whole: string): Prospects | undefined {
  if (whole.length < SHORTEST || isMangled(whole)) return undefined;
  const beginning = whole.length > LOOKED_AT ? whole.slice(0, LOOKED_AT) : whole;
  const text = beginning.includes("'") ? withoutApostrophes(beginning) : beginning;
  GLANCE.read(text);
  return GLANCE.isPlain ? prospectsSeen(text, GLANCE.isEncoded) : prospectsOfHidden(text, GLANCE.isEncoded);
}

function prospectsOfHidden(text: string, isEncoded: boolean): Prospects | undefined {
  const shown = withoutApostrophes(unhidden(text)).replaceAll('ß', 'ss').slice(0, LOOKED_AT);
  if (shown !== text) GLANCE.read(shown);
  if (GLANCE.foreign >= FEWEST_FOREIGN && mayBePieces(shown)) {
    return { text: shown, marks: true, words: true, leet: true, apart: true, encoded: true, turned: true };
  }
  return prospectsSeen(shown, isEncoded || GLANCE.isEncoded);
}

function prospectsSeen(text: string, encoded: boolean): Prospects | undefined {
  const { hasMark: marks, isApart: apart, disguised } = GLANCE;
  const words = GLANCE.isJoined || isPromising(GLANCE);
  const turned = GLANCE.turned.some(mayBeName);
  const leet = disguised >= FEWEST_DISGUISED && isDisguised(text);
  const isWorthIt = marks || words || leet || apart || encoded || turned;
  return isWorthIt ? { text, marks, words, leet, apart, encoded, turned } : undefined;
}

function isDisguised(text: string): boolean {
  GLANCE.read(text, LEET_LETTERS);
  return GLANCE.hasMark || isPromising(GLANCE);
}

function isMangled(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== UNDERSCORE && first !== QUESTION_MARK) return false;
  return MANGLED.test(text) && !text.includes(' ') && !MANGLED_WORDS.some((word) => text.includes(word));
}
