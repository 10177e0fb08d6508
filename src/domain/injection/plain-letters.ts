/** Letters as digits and signs that look like them, letters set apart, and text written backwards. */

const LEET: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't', '8': 'b', '9': 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'l', '+': 't', '€': 'e', '¡': 'i', '£': 'l' },
};
const LEET_SIGN = /[013456789@$!|+€¡£]/g;
const DISGUISED_WORD = /[\p{L}013456789@$!|+€¡£]{2,}/gu;
const HAS_LETTER = /\p{L}/u;
const HAS_SIGN = /[013456789@$|+€¡£]|!\p{L}/u;
/** So many letters in a row, each alone, are words taken apart. */
const SET_APART = /(?<!\p{L})\p{L}(?:[^\p{L}\p{N}:]{1,8}\p{L}(?!\p{L})){5,}/gu;
const GAP = /[^\p{L}\p{N}]+/gu;

/** What compilers make of names: digits say how long their parts are. */
const MANGLED = /^(?:_{0,4}Z|\?|_R)/;
/** So many words of letters and digits at least: one alone is a name with a number. */
const FEWEST_DISGUISED = 2;

/** As the letters that its digits and signs look like; nothing where fewer than two of its words are so written. @param isKnown of a word in letters */
export function withoutLeet(text: string, isKnown: (word: string) => boolean): readonly string[] {
  if (MANGLED.test(text)) return [];
  const written = new Map<string, string>();
  for (const [word] of text.matchAll(DISGUISED_WORD)) {
    if (!HAS_LETTER.test(word) || !HAS_SIGN.test(word)) continue;
    const plain = ['i', 'l'].map((one) =>
      word.replace(LEET_SIGN, (sign) => (sign === '1' ? one : (LEET[sign] ?? sign))),
    );
    const known = plain.find((each) => isKnown(each));
    if (known !== undefined) written.set(word, known);
  }
  if (written.size < FEWEST_DISGUISED) return [];
  return [text.replace(DISGUISED_WORD, (word) => written.get(word) ?? word)];
}

/** Letters that stand alone joined to words: at what stands between most of them, or else all to one. */
export function joinedLetters(text: string): readonly string[] {
  const runs = text.match(SET_APART);
  if (runs === null) return [];
  return [text.replace(SET_APART, joined)];
}

function joined(run: string): string {
  const gaps = run.match(GAP) ?? [];
  const shortest = Math.min(...gaps.map(({ length }) => length));
  const usual = mostFrequent(gaps.filter(({ length }) => length === shortest));
  return run.replace(GAP, (gap) => (gap === usual ? '' : ' '));
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of texts) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}

export function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}

export function rotated(text: string): string {
  const units = Uint16Array.from({ length: text.length }, (_, at) => rotatedUnit(text.charCodeAt(at)));
  return String.fromCharCode(...units);
}

function rotatedUnit(unit: number): number {
  const small = unit | 32;
  if (small < 97 || small > 122) return unit;
  return small < 110 ? unit + 13 : unit - 13;
}
