/** Characters of base64 or of hexadecimal digits that stand together: so many may hide a text. */
export const ENCODED = 20;
const SEXTETS = digitsOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const NIBBLES = digitsOf('0123456789abcdef');
const BYTE = 8;

/** @param code of a character */
export function isOfEncoding(code: number): boolean {
  return (SEXTETS[code] ?? -1) >= 0;
}

/** Whether the first bytes of a run would be text, read as base64 or as hexadecimal digits. */
export function mayHideText(text: string, from: number): boolean {
  return isText(text, from, SEXTETS, 6) || isText(text, from, NIBBLES, 4);
}

/** Whether bytes of so many bits a character are printable ASCII, or of text in UTF-8 beyond it. */
function isText(text: string, from: number, values: Int8Array, bits: number): boolean {
  let held = 0;
  let width = 0;
  let open = 0;
  for (let at = from; at < from + ENCODED; at++) {
    const value = values[text.charCodeAt(at)] ?? -1;
    if (value < 0) return false;
    held = ((held << bits) | value) & 0xffff;
    width += bits;
    if (width < BYTE) continue;
    width -= BYTE;
    open = opened((held >>> width) & 0xff, open);
    if (open < 0) return false;
  }
  return true;
}

/** How many bytes of a character of UTF-8 are to follow; -1 where the byte is no text. @param open before it */
function opened(byte: number, open: number): number {
  if (byte === 127 || (byte < 32 && byte !== 10)) return -1;
  const continues = byte >= 0x80 && byte < 0xc0;
  if (continues !== open > 0) return -1;
  if (continues) return open - 1;
  if (byte < 0x80) return 0;
  return byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}

function digitsOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (const [value, digit] of Array.from(alphabet).entries()) values[digit.charCodeAt(0)] = value;
  return values;
}
