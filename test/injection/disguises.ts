/** Ways to write a text so that a list of words does not find it and a language model reads it all the same. */
export const DISGUISES = {
  leet: (text) =>
    text.replace(
      /[oieasti]/gi,
      (letter) => ({ o: '0', i: '1', e: '3', a: '4', s: '5', t: '7' })[letter.toLowerCase()] ?? letter,
    ),
  spaced: (text) => Array.from(text).join(' '),
  dotted: (text) =>
    words(text)
      .map((word) => Array.from(word).join('.'))
      .join(' '),
  underscored: (text) =>
    words(text)
      .map((word) => Array.from(word).join('_'))
      .join(' '),
  zero_width: (text) => Array.from(text).join('\u200b'),
  homoglyph: (text) =>
    text.replace(
      /[aeopcixy]/g,
      (letter) => ({ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', i: 'і', x: 'х', y: 'у' })[letter] ?? letter,
    ),
  fullwidth: (text) => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  percent: (text) =>
    text.replace(/[^]/gu, (character) =>
      Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    ),
  base64: (text) => Buffer.from(text).toString('base64'),
  hex: (text) => Buffer.from(text).toString('hex'),
  tags: (text) => text.replace(/[ -~]/g, (character) => String.fromCodePoint(0xe0000 + character.charCodeAt(0))),
  snake: (text) => words(text).join('_'),
  camel: (text) =>
    words(text)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(''),
} as const satisfies Readonly<Record<string, (text: string) => string>>;
export type Disguise = keyof typeof DISGUISES;

function words(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
