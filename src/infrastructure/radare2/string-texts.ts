import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { STRING_LIMIT } from '#domain/document/caps';
import type { ExtractedString } from '#domain/document/strings';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { tameLines } from '#domain/shared/hostile-text';
import { KB } from '#domain/shared/quantities';
import type { TextEncoding } from '#domain/strings/decode-text';
import { decodeText } from '#domain/strings/decode-text';
import { stringType } from '#domain/strings/string-type';

/** Where radare2 sees a string. */
export interface StringPlace {
  readonly address: Address;
  /** In the file. */
  readonly offset: number;
  /** Bytes, with what ended it. */
  readonly size: number;
  /** Characters, without the spaces at the end. */
  readonly length: number;
  readonly encoding: TextEncoding;
  readonly section?: string;
}

/** What is read at once; it comes from pages that are kept in memory. */
const WINDOW = 16 * KB;
const PER_TURN = 500;
const ASCII = /^[\0-\x7f]*$/;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/**
 * Reads in the file what the strings are whose places radare2 tells: what it prints has escapes for what the file has not, no
 * spaces at the end, and not every letter.
 */
export class StringTexts {
  private window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(private readonly source: ByteSource) {}

  /** In the same order; a place that holds no such text is left out. @throws what the source throws. */
  async at(places: readonly StringPlace[]): Promise<readonly ExtractedString[]> {
    const strings: ExtractedString[] = [];
    for (const [index, place] of places.entries()) {
      const bytes = this.inWindow(place) ?? (await this.read(place));
      const text = decodeText(bytes, place.encoding, place.length);
      if (text !== undefined) strings.push(describe(place, text));
      if (index % PER_TURN === 0) await nextTurn();
    }
    return strings;
  }

  private inWindow({ offset, size }: StringPlace): Buffer | undefined {
    const { start, bytes } = this.window;
    const from = offset - start;
    return from >= 0 && from + size <= bytes.length ? bytes.subarray(from, from + size) : undefined;
  }

  /** They mostly come in the order of the file. */
  private async read({ offset, size }: StringPlace): Promise<Buffer> {
    const read = await readWithin(this.source, offset, Math.max(size, WINDOW));
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    this.window = { start: offset, bytes };
    return bytes.subarray(0, size);
  }
}

function describe({ address: start, offset, encoding, section }: StringPlace, text: string): ExtractedString {
  return {
    content: tameLines(text, STRING_LIMIT),
    address: start,
    offset: address(offset),
    length: text.length - (encoding === 'ascii' ? 0 : (text.match(PAIR)?.length ?? 0)),
    // It calls so what another character ends, too.
    encoding: encoding === 'utf-8' && ASCII.test(text) ? 'ascii' : encoding,
    ...(section !== undefined && { section }),
    type: stringType(text),
  };
}
