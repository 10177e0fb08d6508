import { crc32 } from 'node:zlib';

import { combinedCrc32 } from './combined-crc32';
import type { Piece } from './piece';
import { deflateBlocks } from './piece';

/** RFC 1952: deflate, no name, no time, unknown system. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** Between any two pages: compressed once. */
const SEPARATOR = Buffer.from(',\n');
let deflatedSeparator: Buffer | undefined;
/** An empty block that says it is the last. */
const LAST_BLOCK = Buffer.from([3, 0]);

/** Makes one gzip stream (a single member: browsers read no more) of pieces as they are stored and of plain text between them. */
export class GzipJoiner {
  readonly header = GZIP_HEADER;
  private crc = 0;
  private length = 0;

  async text(plain: Buffer): Promise<Buffer> {
    this.count(crc32(plain), plain.length);
    if (plain.equals(SEPARATOR)) return (deflatedSeparator ??= await deflateBlocks(plain));
    return deflateBlocks(plain);
  }

  async piece({ deflated, crc, length, payload }: Piece): Promise<Buffer> {
    if (!deflated) return this.text(payload);
    this.count(crc, length);
    return payload;
  }

  end(): Buffer {
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.crc);
    trailer.writeUInt32LE(this.length % 2 ** 32, 4);
    return Buffer.concat([LAST_BLOCK, trailer]);
  }

  private count(crc: number, length: number): void {
    this.crc = combinedCrc32(this.crc, crc, length);
    this.length += length;
  }
}
