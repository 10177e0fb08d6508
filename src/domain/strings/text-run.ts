import { STRING_LIMIT } from '#domain/document/caps';
import type { StringEncoding } from '#domain/document/strings';

/** A text in the bytes that are at hand, before it is decoded. */
export interface TextRun {
  readonly encoding: StringEncoding;
  /** Where its first byte lies, counted from the scanner's start. */
  readonly start: number;
  /** Characters, before any cut. */
  readonly length: number;
  /** Holds its first bytes: at least as many as a document shows of it. */
  readonly window: Buffer;
  readonly from: number;
  readonly to: number;
  /** Whether zeros, or nothing, stand before and behind it. */
  readonly isBegun: boolean;
  readonly isEnded: boolean;
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Its first characters, as they are. */
export function decodeRun({ encoding, window, from, to }: TextRun): string {
  const bytes = window.subarray(from, Math.min(to, from + STRING_LIMIT * 4));
  switch (encoding) {
    case 'ascii':
      return bytes.toString('latin1', 0, STRING_LIMIT);
    case 'utf-8':
      return UTF8.decode(bytes);
    case 'utf-16le':
      return bytes.toString('utf16le');
    case 'utf-16be':
      return Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le');
    case 'utf-32le':
      return utf32(bytes, false);
    case 'utf-32be':
      return utf32(bytes, true);
  }
}

function utf32(bytes: Buffer, isBigEndian: boolean): string {
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    text += code > 0x10_ffff ? '\ufffd' : String.fromCodePoint(code);
  }
  return text;
}
