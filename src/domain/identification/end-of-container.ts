import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { KB } from '#domain/shared/quantities';

const ZIP_END_SIZE = 22;
const LONGEST_COMMENT = 65_535;
const TAIL = 64 * KB;

/** Behind the end record and its comment, looked for from the back. Source: PKWARE's APPNOTE, 4.3.16. */
export async function endOfZip(source: ByteSource): Promise<number | undefined> {
  const start = Math.max(0, source.size - LONGEST_COMMENT - ZIP_END_SIZE);
  const tail = Buffer.from(await readWithin(source, start, source.size - start));
  for (let at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1'); at !== -1;) {
    if (at + ZIP_END_SIZE <= tail.length) {
      const directory = tail.readUInt32LE(at + 12) + tail.readUInt32LE(at + 16);
      const end = at + ZIP_END_SIZE + tail.readUInt16LE(at + 20);
      if (end <= tail.length && (directory <= start + at || directory > 0xffff_ffff)) return start + end;
    }
    if (at === 0) return undefined;
    at = tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1');
  }
  return undefined;
}

/** The size in the header counts what follows it. */
export async function endOfRiff(source: ByteSource): Promise<number | undefined> {
  const header = new ByteView(await readWithin(source, 0, 12), true);
  const size = header.u32(4);
  // 0 and all ones: still being written, or larger than 4 GB.
  if (!header.covers(0, 12) || header.text(0, 4) !== 'RIFF' || size === 0 || size === 0xffff_ffff) return undefined;
  return 8 + size + (size % 2);
}

/** Behind the header at the end that the one at the start points to. Source: 7zFormat.txt of the LZMA SDK. */
export async function endOfSevenZip(source: ByteSource): Promise<number | undefined> {
  const header = new ByteView(await readWithin(source, 0, 32), true);
  return header.covers(0, 32) ? 32 + header.size64(12) + header.size64(20) : undefined;
}

/** Behind the last end marker and its line end. What follows it is no part of the document, whatever readers forgive. */
export async function endOfPdf(source: ByteSource): Promise<number | undefined> {
  const start = Math.max(0, source.size - TAIL);
  const tail = Buffer.from(await readWithin(source, start, TAIL));
  const marker = tail.lastIndexOf('%%EOF', undefined, 'latin1');
  return marker === -1 ? undefined : start + marker + 5;
}
