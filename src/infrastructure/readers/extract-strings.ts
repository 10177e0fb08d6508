import type { TextPlace } from '#domain/anatomy/executable-tables';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CAPS } from '#domain/document/caps';
import { STRING_LIMIT } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { ExtractedString } from '#domain/document/strings';
import { address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { tameLines } from '#domain/shared/hostile-text';
import { KB } from '#domain/shared/quantities';
import type { FoundText } from '#domain/strings/string-scanner';
import { StringScanner } from '#domain/strings/string-scanner';
import { stringType } from '#domain/strings/string-type';

const SLICE = 64 * KB;
/** The places of a hostile file may all be the whole file: so often it is read at most. */
const READINGS = 2;
const SHORTEST = 4;
/** Four printable bytes in a row are common in machine code; eight are less so, and seldom read like text. */
const SHORTEST_IN_CODE = 8;
/** Instructions that save and restore registers, one after the other, on x86-64: `AWAVAUAT`, `A\A]A^A_`. */
const SAVED_REGISTERS = /(?:A[T-W\\\]^_]){2}/;

export interface FoundStrings extends Kept<ExtractedString> {
  /** False when the time was over before all places were read. */
  readonly isWhole: boolean;
}

/** By place and then by where they end; the first 50,000 and how many there are. @throws what the source throws. */
export async function extractStrings(source: ByteSource, places: readonly TextPlace[]): Promise<FoundStrings> {
  const items: ExtractedString[] = [];
  let total = 0;
  let allowance = source.size * READINGS;
  for (const place of places) {
    const size = Math.max(0, Math.min(place.size, source.size - place.offset, allowance));
    if (size === 0) continue;
    allowance -= size;
    const scanner = new StringScanner(place.isCode ? SHORTEST_IN_CODE : SHORTEST, (text) => {
      const string = place.isCode ? amongCode(text, place) : undefined;
      if (place.isCode && string === undefined) return;
      total++;
      if (items.length < CAPS.strings) items.push(string ?? describe(text, place));
    });
    const isWhole = await feed(scanner, source, place.offset, size);
    scanner.finish();
    if (!isWhole) return { items, total, isWhole };
  }
  return { items, total, isWhole: true };
}

/** `false` when the time was over before the end. */
async function feed(scanner: StringScanner, source: ByteSource, offset: number, size: number): Promise<boolean> {
  try {
    for (let at = 0; at < size; at += SLICE) {
      const bytes = await source.read(offset + at, Math.min(SLICE, size - at));
      if (bytes.length === 0) break;
      scanner.push(bytes);
    }
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'ANALYSIS_TIMEOUT') return false;
    throw error;
  }
}

/** `undefined` for what instructions look like. Characters of two bytes do not come about by chance. */
function amongCode(text: FoundText, place: TextPlace): ExtractedString | undefined {
  if (text.encoding !== 'ascii') return describe(text, place);
  if (SAVED_REGISTERS.test(text.content)) return undefined;
  const string = describe(text, place);
  return string.type === 'binary_data' ? undefined : string;
}

function describe({ start, length, content, encoding }: FoundText, place: TextPlace): ExtractedString {
  return {
    content: tameLines(content, STRING_LIMIT),
    address: address(BigInt.asUintN(64, place.address + BigInt(start))),
    offset: address(place.offset + start),
    length,
    encoding,
    type: stringType(content),
    ...(place.section !== undefined && { section: place.section }),
  };
}
