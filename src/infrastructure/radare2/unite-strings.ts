import { CAPS, STRING_PARSE_LIMIT } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { ExtractedString } from '#domain/document/strings';

/** Both lists as one in the order of the file, as much of it as a document holds; each place once. */
export function uniteStrings(found: Kept<ExtractedString>, inCode: Kept<ExtractedString>): Kept<ExtractedString> {
  if (inCode.items.length === 0) return found;
  const known = new Set(found.items.map(({ offset }) => offset));
  const others = inCode.items.filter(({ offset }) => !known.has(offset));
  const items = inFileOrder([...found.items, ...others]);
  const total = found.total + inCode.total - (inCode.items.length - others.length);
  return { items: items.slice(0, CAPS.strings), total: Math.min(total, STRING_PARSE_LIMIT) };
}

function inFileOrder(strings: readonly ExtractedString[]): readonly ExtractedString[] {
  return strings
    .map((each) => ({ each, at: Number(each.offset) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}
