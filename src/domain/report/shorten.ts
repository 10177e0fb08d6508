/**
 * The first `characters` of a line of facts, with what was open at the cut closed: a quotation stays one, an escape stays whole. Ends
 * in an ellipsis.
 */
export function shortened(text: string, characters: number): string {
  let isQuoted = false;
  let isCode = false;
  let end = 0;
  while (end < text.length) {
    const next = end + unitLength(text, end, isQuoted);
    if (next > characters) break;
    if (text[end] === '"') isQuoted = !isQuoted;
    if (text[end] === '`' && !isQuoted) isCode = !isCode;
    end = next;
  }
  return `${text.slice(0, end)}…${isQuoted ? '"' : ''}${isCode ? '`' : ''}`;
}

/** Of what must not be cut in two: an escape of a literal, a pair of surrogates. */
function unitLength(text: string, at: number, isQuoted: boolean): number {
  if (isQuoted && text[at] === '\\') return text[at + 1] === 'u' ? 6 : 2;
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
