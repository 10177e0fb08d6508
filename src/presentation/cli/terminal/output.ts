import { writeFileSync } from 'node:fs';

import { tameLines, tameText } from '#domain/shared/hostile-text';
import type { Piece, Style } from './pieces';
import { textOf } from './pieces';

const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32, cyan: 36 };
const USUAL_WIDTH = 100;
const NARROWEST = 60;

/** What is written to, as process.stdout is. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface OutputSettings {
  readonly out: Stream;
  readonly err: Stream;
  /** Whether the user wants no colours anywhere. */
  readonly noColour: boolean;
}

/**
 * All that a call says. Names and text of samples are hostile: here, and nowhere else, everything that would drive a terminal
 * or reorder a line is written as `\u{…}`.
 */
export class Output {
  constructor(private readonly settings: OutputSettings) {}

  get width(): number {
    return this.settings.out.isTTY === true
      ? Math.max(NARROWEST, this.settings.out.columns ?? USUAL_WIDTH)
      : USUAL_WIDTH;
  }

  /** Of a table: what reads a pipe is to have it whole. */
  get tableWidth(): number {
    return this.settings.out.isTTY === true ? this.width : Number.POSITIVE_INFINITY;
  }

  /** Whether somebody looks on: then progress is shown. */
  get isWatched(): boolean {
    return this.settings.err.isTTY === true;
  }

  /** One line, whatever stands in the pieces: a name with a line end makes no line of its own. */
  line(...pieces: readonly Piece[]): void {
    this.settings.out.write(`${pieces.map((piece) => this.shown(piece, this.settings.out)).join('')}\n`);
  }

  /** Into a file without colours, and tamed as well: files are shown on terminals too. */
  lines(lines: readonly (readonly Piece[])[], file?: string): void {
    if (file === undefined) for (const line of lines) this.line(...line);
    else writeFileSync(file, lines.map((line) => `${tamedLine(line.map(textOf).join(''))}\n`).join(''));
  }

  /** Of several lines, as a page of a report. Into a file as it is; to standard output tamed. */
  page(text: string, file?: string): void {
    if (file === undefined) this.settings.out.write(tamed(text.endsWith('\n') ? text : `${text}\n`));
    else writeFileSync(file, text);
  }

  json(value: unknown, file?: string): void {
    this.page(`${asciiControls(JSON.stringify(value, undefined, 2))}\n`, file);
  }

  /** One line to standard error: for whoever looks, never for what reads the output. */
  note(...pieces: readonly Piece[]): void {
    this.settings.err.write(`${pieces.map((piece) => this.shown(piece, this.settings.err)).join('')}\n`);
  }

  /** The same, of several lines. */
  notes(text: string): void {
    this.settings.err.write(tamed(text.endsWith('\n') ? text : `${text}\n`));
  }

  /** A line that the next one takes the place of; nothing where nobody looks on. */
  progress(text: string): void {
    if (!this.isWatched) return;
    const columns = (this.settings.err.columns ?? USUAL_WIDTH) - 1;
    this.settings.err.write(`\r\u001b[K${tamedLine(text).slice(0, columns)}`);
  }

  private shown(piece: Piece, stream: Stream): string {
    const text = tamedLine(textOf(piece));
    if (typeof piece === 'string' || stream.isTTY !== true || this.settings.noColour || text === '') return text;
    return `\u001b[${CODES[piece.style]}m${text}\u001b[0m`;
  }
}

function tamed(text: string): string {
  return tameLines(text, Number.POSITIVE_INFINITY);
}

function tamedLine(text: string): string {
  return tameText(text, Number.POSITIVE_INFINITY);
}

/** JSON has escapes of its own for what terminals act on: it stays JSON. */
function asciiControls(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
