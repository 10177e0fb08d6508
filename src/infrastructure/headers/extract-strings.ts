import type { ExtractedString } from '#domain/analysis/analysis-document';
import type { TextPlace } from '#domain/anatomy/header-anatomy';
import type { FoundText } from '#domain/anatomy/string-scanner';
import { StringScanner } from '#domain/anatomy/string-scanner';
import type { ByteSource } from '#domain/identification/byte-source';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import { CAPS } from '#infrastructure/radare2/caps';
import { STRING_LIMIT } from '#infrastructure/radare2/decode';
import type { Kept } from '#infrastructure/radare2/radare2-answers';

const SLICE = 256 * 1024;
/** The places of a hostile file may all be the whole file: so often it is read at most. */
const READINGS = 2;
const SHORTEST = 4;
/** Four printable bytes in a row are common in machine code, eight are not. */
const SHORTEST_IN_CODE = 8;

/** By place and then by where they begin; the first 50,000 and how many there are. @throws what the source throws. */
export async function extractStrings(source: ByteSource, places: readonly TextPlace[]): Promise<Kept<ExtractedString>> {
  const items: ExtractedString[] = [];
  let total = 0;
  let allowance = source.size * READINGS;
  for (const place of places) {
    const size = Math.max(0, Math.min(place.size, source.size - place.offset, allowance));
    allowance -= size;
    const found: ExtractedString[] = [];
    const scanner = new StringScanner(place.isCode ? SHORTEST_IN_CODE : SHORTEST, (text) => {
      total++;
      if (items.length + found.length < CAPS.strings) found.push(describe(text, place));
    });
    for (let at = 0; at < size; at += SLICE) {
      const bytes = await source.read(place.offset + at, Math.min(SLICE, size - at));
      if (bytes.length === 0) break;
      scanner.push(bytes);
    }
    scanner.finish();
    for (const each of found) items.push(each);
  }
  return { items, total };
}

function describe({ start, length, content, encoding }: FoundText, place: TextPlace): ExtractedString {
  return {
    content: tameText(content, STRING_LIMIT),
    address: address(BigInt.asUintN(64, place.address + BigInt(start))),
    offset: address(place.offset + start),
    length,
    encoding,
    ...(place.section !== undefined && { section: place.section }),
  };
}
