// Controls, line separators, and all that has no shape of its own: bidirectional marks, zero-width characters, fillers, tags.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const CHARACTERS = /[^]/gu;
/** As most text is; sooner known than that it has none of those. */
const PLAIN = /^[ -~]*$/;
/** The same but for what makes text of several lines: a carriage return stands before a line feed only. */
const UNFIT_IN_LINES = /(?!\t|\n|\r\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const CHARACTERS_AND_LINE_ENDS = /\r\n|[^]/gu;

/** Text without any of them, as names that people choose have to be. */
export const VISIBLE_TEXT = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]*$/u;

/**
 * Text of a sample or a client made fit for readers: valid Unicode of at most `limit` UTF-16 units, with characters that would hide,
 * reorder or drive something written as `\u{…}`.
 */
export function tameText(text: string, limit: number): string {
  return tame(text, limit, INVISIBLE, CHARACTERS);
}

/** As `tameText`, for text that may have several lines: tabs, `\n` and `\r\n` stay as they are. A `\r` alone does not. */
export function tameLines(text: string, limit: number): string {
  return tame(text, limit, UNFIT_IN_LINES, CHARACTERS_AND_LINE_ENDS);
}

function tame(text: string, limit: number, unfit: RegExp, pieces: RegExp): string {
  if (PLAIN.test(text)) return text.length <= limit ? text : text.slice(0, limit);
  const valid = text.toWellFormed();
  if (valid.length <= limit && !unfit.test(valid)) return valid;
  // Joined at the end: text that grows by characters is kept as a chain of them, each of 32 bytes.
  const shownPieces: string[] = [];
  let length = 0;
  for (const [piece] of valid.matchAll(pieces)) {
    const shown = unfit.test(piece) ? escaped(piece) : piece;
    length += shown.length;
    if (length > limit) break;
    shownPieces.push(shown);
  }
  return shownPieces.join('');
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
