import fc from 'fast-check';
import { crc32, gunzipSync } from 'node:zlib';

import { combinedCrc32 } from './combined-crc32';
import { GzipJoiner } from './gzip-joiner';
import { decodePiece, encodePiece, openPiece } from './result-piece';

const bytes = fc.uint8Array({ maxLength: 5000 }).map((array) => Buffer.from(array));
const wordy = fc.string({ maxLength: 300 }).map((text) => Buffer.from(text.repeat(40)));

describe('combinedCrc32', () => {
  it('is the CRC-32 of both texts, one behind the other', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(combinedCrc32(crc32(one), crc32(other), other.length)).toBe(crc32(Buffer.concat([one, other])));
      }),
    );
  });
});

describe('a piece', () => {
  it('is read as it was written, whether or not it was worth compressing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, wordy), fc.boolean(), async (plain, compression) => {
        expect(await decodePiece(await encodePiece(plain, compression))).toEqual(plain);
      }),
    );
  });

  it('is not read when any of its bytes has changed', async () => {
    const stored = await encodePiece(Buffer.from('{"name":"main"},\n'.repeat(200)), true);
    for (let at = 0; at < stored.length; at += 1) {
      const damaged = Buffer.from(stored);
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      await expect(decodePiece(damaged)).rejects.toThrow();
    }
    await expect(decodePiece(stored.subarray(0, -20))).rejects.toThrow();
  });
});

describe('GzipJoiner', () => {
  it('joins pieces and text to what one gzip stream of all of them would say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.oneof(bytes, wordy), fc.boolean()), { maxLength: 6 }), async (parts) => {
        const gzip = new GzipJoiner();
        const packed: Buffer[] = [gzip.header];
        for (const [plain, asPiece] of parts) {
          const piece = openPiece(await encodePiece(plain, true));
          packed.push(asPiece && piece !== undefined ? await gzip.piece(piece) : await gzip.text(plain));
        }
        packed.push(gzip.end());
        expect(gunzipSync(Buffer.concat(packed))).toEqual(Buffer.concat(parts.map(([plain]) => plain)));
      }),
    );
  });
});
