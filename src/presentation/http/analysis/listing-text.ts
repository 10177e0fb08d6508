import type { ListingLine, ReferredItem } from '#domain/listing/listing-line';
import type { Paging } from '#presentation/http/answer/envelope';

/** A name that needs no quotes: nothing in it could be taken for something else. */
const PLAIN_NAME = /^[\w.@$:~?<>&*(),+\-[\] ]+$/;

/** Lines of a listing as plain text: address, instruction, and behind a semicolon what it names. */
export function listingText(lines: readonly ListingLine[]): string {
  return lines.map(({ address, text, refers_to: item }) => `${address}  ${text}${namedText(item)}\n`).join('');
}

/** Lines of pseudo code as they are. */
export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** The last line of a page that is not the last one: how to get the next; else nothing. */
export function pageEnd({ page, page_size: size, total_count: total, has_next: hasNext }: Paging): string {
  return hasNext ? `; lines ${(page - 1) * size + 1}-${page * size} of ${total}; next: page=${page + 1}\n` : '';
}

function namedText(item: ReferredItem | undefined): string {
  if (item === undefined) return '';
  const { address, name, string } = item;
  if (string !== undefined) return `  ; ${JSON.stringify(string)}`;
  if (name === undefined) return `  ; ${address}`;
  return `  ; ${PLAIN_NAME.test(name) ? name : JSON.stringify(name)}`;
}
