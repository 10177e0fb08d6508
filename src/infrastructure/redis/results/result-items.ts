import type { PagedSection } from '#domain/document/parts';
import type { ResultIndex } from './result-index';
import type { ResultReader } from './result-reader';

const [OPENING, COMMA, CLOSING] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')] as const;

/** Items `offset` … `offset + limit - 1` of a section as they are stored. */
export async function rangeOf(
  index: ResultIndex,
  reader: ResultReader,
  section: PagedSection,
  offset: number,
  limit: number,
): Promise<{ items: readonly Buffer[]; total: number }> {
  const total = index.totals[section];
  const end = Math.min(total, offset + limit);
  return { items: end <= offset ? [] : await reader.range(section, offset, end), total };
}

/** Of parts that are items with commas between them. */
export function jsonList(parts: readonly Buffer[]): Buffer {
  return Buffer.concat([OPENING, ...parts.flatMap((part, at) => (at === 0 ? [part] : [COMMA, part])), CLOSING]);
}
