import type { StringEncoding } from '#domain/document/strings';

/** Every encoding in which a place in a file is read as text. */
export type TextEncoding = Extract<StringEncoding, 'ascii' | 'utf-8' | 'utf-16le' | 'utf-32le'>;

/** Those that texts have: BEL, BS, TAB, LF, VT, FF, CR and ESC. */
// eslint-disable-next-line no-control-regex -- that is what is looked for
const NO_TEXT = /[\0-\x06\x0e-\x1a\x1c-\x1f\x7f]/;
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const SPACE = ' ';

/**
 * The first `characters` code points of `bytes` and the spaces that follow them; what follows then, such as a terminator, may be
 * of any kind. `undefined` where there are fewer, or controls that no text has.
 */
export function decodeText(bytes: Buffer, encoding: TextEncoding, characters: number): string | undefined {
  const all = DECODERS[encoding](bytes);
  let end = encoding === 'ascii' ? characters : unitsOf(all, characters);
  if (end > all.length) return undefined;
  while (all[end] === SPACE) end++;
  const text = all.slice(0, end);
  return NO_TEXT.test(text) ? undefined : text;
}

/** More than there are where the text has fewer characters. */
function unitsOf(text: string, characters: number): number {
  let units = 0;
  for (let left = characters; left > 0; left--) units += isPair(text, units) ? 2 : 1;
  return units;
}

const DECODERS: Readonly<Record<TextEncoding, (bytes: Buffer) => string>> = {
  ascii: (bytes) => bytes.toString('latin1'),
  'utf-8': (bytes) => UTF8.decode(bytes),
  'utf-16le': (bytes) => bytes.toString('utf16le'),
  'utf-32le': utf32,
};

function utf32(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) text += characterOf(bytes.readUInt32LE(at));
  return text;
}

function characterOf(code: number): string {
  return code > 0x10_ffff ? '\ufffd' : String.fromCodePoint(code);
}

function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}
