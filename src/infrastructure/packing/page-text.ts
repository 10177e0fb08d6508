const LINE_BREAK = 0x0a;
/** Behind every item of a page but the last: a comma and a line break. */
const SEPARATOR_BYTES = 2;

/** A page as it was written, and where each of its items begins. */
export interface PageText {
  readonly text: Buffer;
  readonly starts: readonly number[];
}

/** @param text what `packDocument` writes: JSON of items, a comma and a line break between them */
export function pageText(text: Buffer): PageText {
  const starts = [0];
  for (let at = text.indexOf(LINE_BREAK); at !== -1; at = text.indexOf(LINE_BREAK, at + 1)) starts.push(at + 1);
  return { text, starts };
}

/** JSON of the items from `from` to before `to`, with commas between them. */
export function itemsText({ text, starts }: PageText, from: number, to: number): Buffer {
  const next = starts[to];
  return text.subarray(starts[from], next === undefined ? text.length : next - SEPARATOR_BYTES);
}
