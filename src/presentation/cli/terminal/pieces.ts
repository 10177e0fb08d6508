export const STYLES = ['bold', 'dim', 'red', 'yellow', 'green', 'cyan'] as const;
export type Style = (typeof STYLES)[number];

/** Text with the style that it is shown in, where styles are shown. */
export interface Styled {
  readonly text: string;
  readonly style: Style;
}

/** A part of a line. Never an escape sequence: what looks like one is shown, not sent. */
export type Piece = string | Styled;

export function styled(style: Style, text: string): Styled {
  return { text, style };
}

export function textOf(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.text;
}
