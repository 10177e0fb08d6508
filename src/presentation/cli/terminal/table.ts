import { tameText } from '#domain/shared/hostile-text';
import type { Piece } from './pieces';
import { textOf } from './pieces';

const GAP = 2;
/** Characters that a column keeps. */
const LEAST = 16;

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Gives room where there is too little, and is cut to it; at its start, where its end tells more, as that of a path does. */
  readonly flexible?: true | 'end';
}

/** Lines of pieces, in columns as wide as they need to be within `width`. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Piece[])[],
  width: number,
): readonly (readonly Piece[])[] {
  const widths = widthsOf(columns, rows, width);
  const head: readonly Piece[] = columns.map(({ title }) => ({ text: title, style: 'dim' }));
  return [head, ...rows].map((row) =>
    columns.flatMap((column, at): readonly Piece[] => {
      const piece = row[at] ?? '';
      const last = at === columns.length - 1;
      const room = widths[at] ?? 0;
      const cut = fitted(textOf(piece), room, column.flexible === 'end');
      const padding = ' '.repeat(room - cut.length);
      const shown: Piece = typeof piece === 'string' ? cut : { ...piece, text: cut };
      const gap = last ? '' : ' '.repeat(GAP);
      if (column.align === 'right') return [padding, shown, gap];
      return last ? [shown] : [shown, `${padding}${gap}`];
    }),
  );
}

/** The same for a tracker. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly Piece[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, at) => markdownText(textOf(row[at] ?? ''))))),
  ].join('\n');
}

/** Text that Markdown and HTML do not act on, nor a terminal that shows it. */
export function markdownText(text: string): string {
  const escaped = (character: string): string => `&#${character.charCodeAt(0)};`;
  return tameText(text.replace(/\s+/g, ' '), Number.POSITIVE_INFINITY)
    .replace(/[\\`*_[\]<>|#&~!@]|:(?=\/\/)/g, escaped)
    .replace(/(?<=www)\./gi, escaped);
}

function widthsOf(columns: readonly Column[], rows: readonly (readonly Piece[])[], width: number): readonly number[] {
  const widths = columns.map(({ title }, at) =>
    rows.reduce((most, row) => Math.max(most, textOf(row[at] ?? '').length), title.length),
  );
  const over = widths.reduce((sum, each) => sum + each, GAP * (columns.length - 1)) - width;
  const flexible = columns.flatMap(({ flexible: gives }, at) => (gives === undefined ? [] : [at]));
  // The last ones give first.
  let left = over;
  return widths
    .map((each, at) => [each, at] as const)
    .reverse()
    .map(([each, at]) => {
      const taken = flexible.includes(at) ? Math.min(Math.max(0, left), Math.max(0, each - LEAST)) : 0;
      left -= taken;
      return each - taken;
    })
    .reverse();
}

function fitted(text: string, room: number, atStart: boolean): string {
  if (text.length <= room) return text;
  return atStart ? `…${text.slice(1 - room)}` : `${text.slice(0, room - 1)}…`;
}
