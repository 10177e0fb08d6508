import { escapeHtml } from '#domain/shared/escape-html';

/** A piece of HTML of ours, in which all else is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type Piece = Html | string | number | false | undefined | readonly Piece[];

/** HTML from a template: whatever stands in it is escaped, unless it is HTML of ours itself. Attributes stand in double quotes. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = parts[0] ?? '';
  for (const [index, piece] of pieces.entries()) text += `${textOf(piece)}${parts[index + 1] ?? ''}`;
  return new Html(text);
}

function textOf(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string') return escapeHtml(piece);
  return typeof piece === 'number' ? String(piece) : piece.map(textOf).join('');
}
