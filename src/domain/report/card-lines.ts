import type { FactText } from './fact';

/** Characters of the items of one line. */
const LINE_CHARACTERS = 160;
/** Characters of one line of a text that is shown whole. */
const TEXT_CHARACTERS = 400;

/** A line of words of ours. */
export function ourLine(text: string): FactText {
  return { text, origin: 'analysis' };
}

/** A line with text of the sample in it. */
export function sampleLine(text: string): FactText {
  return { text, origin: 'sample' };
}

/** `calls (12): a, b, c`, on as many lines as it takes: nothing of the list is left out; what the document lacks of it is counted. */
export function* listLines(label: string, items: readonly string[], total = items.length): Generator<FactText> {
  if (items.length === 0) return;
  let line = `${label} (${total}):`;
  let hasItems = false;
  for (const item of items) {
    if (hasItems && line.length + item.length > LINE_CHARACTERS) {
      yield sampleLine(line);
      [line, hasItems] = [`${label}, more:`, false];
    }
    line = `${line}${hasItems ? ',' : ''} ${item}`;
    hasItems = true;
  }
  const more = total - items.length;
  yield sampleLine(`${line}${more > 0 ? `, +${more} that the document does not list` : ''}`);
}

/** A text in pieces, none of which cuts a character in two. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + TEXT_CHARACTERS);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
