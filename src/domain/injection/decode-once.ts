/** Bytes as text in one of the ways in which programs write them; each is undone once. */

const PERCENT = /(?:%[0-9a-f]{2})+/gi;
const CODES = /\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|&#x([0-9a-f]{2,5});|&#(\d{2,6});/gi;
const BASE64 = /[A-Za-z0-9+/_-]{20,}/g;
const HEX = /[0-9a-f]{24,}/gi;
const MOST_RUNS = 8;
/** Of what is really text, characters that text seldom has. */
const LEAST_READABLE = 0.9;
const UNREADABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{Zs}\n\r\t$+<=>^`|~]/gu;

/** What the text says when percent signs, escapes, base64 and hexadecimal digits are read; only what differs from the text itself. */
export function decodings(text: string): readonly string[] {
  const escapes = unescaped(text);
  const found = [...runsOf(text, BASE64).flatMap(fromBase64), ...runsOf(text, HEX).flatMap(fromHex)].filter(isReadable);
  return escapes === text ? found : [escapes, ...found];
}

function runsOf(text: string, pattern: RegExp): readonly string[] {
  return (text.match(pattern) ?? []).slice(0, MOST_RUNS);
}

function unescaped(text: string): string {
  return text
    .replace(PERCENT, (run) => {
      const decoded = Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8');
      return decoded.includes('\ufffd') ? run : decoded;
    })
    .replace(CODES, (_, byte?: string, unit?: string, hex?: string, decimal?: string) => {
      const code = decimal === undefined ? Number.parseInt(byte ?? unit ?? hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    });
}

function fromBase64(run: string): readonly string[] {
  const bytes = Buffer.from(run, 'base64');
  return [bytes.toString('utf8'), ...(bytes[1] === 0 ? [bytes.toString('utf16le')] : [])];
}

function fromHex(run: string): readonly string[] {
  const bytes = Buffer.from(run, 'hex');
  return [bytes.toString('utf8'), ...(bytes[1] === 0 ? [bytes.toString('utf16le')] : [])];
}

function isReadable(text: string): boolean {
  return (text.match(UNREADABLE)?.length ?? 0) <= text.length * (1 - LEAST_READABLE);
}
