/** Letters of other scripts, and other shapes of letters, that look like these. NFKC has made plain what it knows. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'аαɑᴀдаӑ',
  b: 'ьвƅʙβ',
  c: 'сϲᴄƈ',
  d: 'ԁɗᴅđ',
  e: 'еєεᴇɛэ',
  f: 'ғꜰƒ',
  g: 'ɡցɢƍ',
  h: 'һհʜħнη',
  i: 'іɪıιӏ',
  j: 'јյᴊϳ',
  k: 'кκᴋ',
  l: 'ӏʟłⅼ',
  m: 'мᴍ',
  n: 'пոɴи',
  o: 'оοσօᴏø',
  p: 'рρᴘ',
  q: 'ԛգ',
  r: 'гʀꮁя',
  s: 'ѕꜱʂ',
  t: 'тτᴛŧ',
  u: 'υսᴜц',
  v: 'ѵνᴠ',
  w: 'ԝωᴡшѡ',
  x: 'хχ',
  y: 'уүγʏ',
  z: 'ᴢʐ',
};
const LATIN_OF = new Map(
  Object.entries(LOOKALIKES).flatMap(([latin, others]) => Array.from(others, (each) => [each, latin] as const)),
);

/** As most text is; sooner known than that nothing is hidden. */
const PLAIN = /^[\t\n\r -[\]-~]*$/;
const ASCII = /^\p{ASCII}*$/u;
const ESCAPED = /\\u\{([0-9a-f]{1,6})\}/gi;
const SHAPELESS = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const TAGS = /[\u{e0020}-\u{e007e}]+/gu;
const TAG_BASE = 0xe0000;
/** SGR, which colours and stands within words, and all other control sequences. */
const COLOURS = /\p{Cc}\[[0-9;]*m/gu;
const SEQUENCES = /\p{Cc}\[[0-9;?]*[@-~]/gu;
const CAMEL = /([a-z]{2})(?=[A-Z][a-z])/g;
const LATIN_MARKS = /[\u0300-\u036f]/g;
const APOSTROPHES = /['’ʼ`´](?=(?:t|re|ve|ll)\b)/gi;

/** Text as it is without what hides it: escapes of our own, zero-width characters, tags, control sequences, other shapes of letters. */
export function unhidden(text: string): string {
  if (PLAIN.test(text)) return text;
  const plain = text.replace(ESCAPED, (whole, digits: string) => characterOf(Number.parseInt(digits, 16)) ?? whole);
  const tags = (plain.match(TAGS) ?? []).map((run) => Array.from(run, untagged).join(''));
  const shown = plain.replace(SHAPELESS, '').replace(COLOURS, '').replace(SEQUENCES, ' ').normalize('NFKC');
  return tags.length === 0 ? shown : `${shown}. ${tags.join('')}`;
}

/** Letters of Polish and Turkish that are no letters with marks. */
export function plainLetters(text: string): string {
  return text.replace(/[łı]/g, (letter) => (letter === 'ł' ? 'l' : 'i'));
}

/** `don't` as one word. */
export function withoutApostrophes(text: string): string {
  return text.replace(APOSTROPHES, '');
}

/** Lower-case, without the marks of Latin, Greek and Cyrillic letters; words that camels have joined are apart. */
export function folded(text: string): string {
  const lower = text.replace(CAMEL, '$1 ').toLowerCase().replace(APOSTROPHES, '');
  if (ASCII.test(lower)) return lower;
  return plainLetters(lower.normalize('NFD').replace(LATIN_MARKS, '').normalize('NFC')).replaceAll('ß', 'ss');
}

/** A word with letters that look like Latin ones in their place; `undefined` where some look like none. */
export function latinised(word: string): string | undefined {
  let latin = '';
  for (const letter of word) {
    const own = letter >= 'a' && letter <= 'z' ? letter : LATIN_OF.get(letter);
    if (own === undefined) return undefined;
    latin += own;
  }
  return latin;
}

function characterOf(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function untagged(tag: string): string {
  return String.fromCodePoint((tag.codePointAt(0) ?? TAG_BASE) - TAG_BASE);
}
