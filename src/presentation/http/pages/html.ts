import { escapeHtml } from '#domain/shared/escape-html';

/** A piece of HTML of ours, in which all else is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type Piece = Html | string | number | false | undefined | readonly Piece[];

/** HTML from a template: whatever stands in it is escaped, unless it is HTML of ours itself. Attributes stand in double quotes. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const own = outdented(parts);
  let text = own[0] ?? '';
  for (const [index, piece] of pieces.entries()) text += `${textOf(piece)}${own[index + 1] ?? ''}`;
  return new Html(text);
}

/** The parts of each template without what indents them in the source; of what stands in it nothing changes. */
const known = new WeakMap<TemplateStringsArray, readonly string[]>();

function outdented(parts: TemplateStringsArray): readonly string[] {
  const before = known.get(parts);
  if (before !== undefined) return before;
  const own = parts.map((part) => part.replace(/\n */g, '\n'));
  known.set(parts, own);
  return own;
}

function textOf(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string') return escapeHtml(piece);
  return typeof piece === 'number' ? String(piece) : piece.map(textOf).join('');
}
