/**
 * What shows nothing, or changes how its neighbours show: controls, directions, joiners, what no font has; blanks that are letters or
 * wider than a blank; and marks piled upon a letter, which climb over the lines around it.
 */
const HIDDEN =
  /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}]|[\u00a0\u115f\u1160\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]|\p{M}{3,16})/u;

export interface ShownPart {
  readonly text: string;
  /** It is told by its number. */
  readonly isHidden: boolean;
}

/** Text of the file in parts: as it is, and what cannot be seen by its number. */
export function shownParts(text: string): readonly ShownPart[] {
  return text
    .split(HIDDEN)
    .filter((part) => part !== '')
    .map((part) => (HIDDEN.test(part) ? { text: escaped(part), isHidden: true } : { text: part, isHidden: false }));
}

/** The same for where text alone can stand: labels, options, what a screen reader is told. */
export function toldText(text: string, most = 80): string {
  const told = shownParts(text.slice(0, most)).map((part) => part.text);
  return `${told.join('')}${text.length > most ? '…' : ''}`;
}

/** As a string of JSON would have it. */
function escaped(part: string): string {
  return Array.from(part, (one) => {
    const code = one.codePointAt(0) ?? 0;
    if (code === 10) return '\\n';
    if (code === 9) return '\\t';
    if (code === 13) return '\\r';
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  }).join('');
}
