// Controls, line separators, and all that has no shape of its own: bidirectional marks, zero-width characters, fillers, tags.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Text without any of them, as names that people choose have to be. */
export const VISIBLE_TEXT = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]*$/u;

/**
 * Text of a sample or a client made fit for readers: valid Unicode of at most `limit` UTF-16 units, with characters that would hide,
 * reorder or drive something written as `\u{…}`.
 */
export function tameText(text: string, limit: number): string {
  const valid = text.toWellFormed();
  if (valid.length <= limit && !INVISIBLE.test(valid)) return valid;
  let tame = '';
  for (const character of valid) {
    const piece = INVISIBLE.test(character) ? escaped(character) : character;
    if (tame.length + piece.length > limit) break;
    tame += piece;
  }
  return tame;
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
