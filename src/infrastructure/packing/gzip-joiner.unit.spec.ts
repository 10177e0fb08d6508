import { randomBytes } from 'node:crypto';
import { crc32, gunzipSync } from 'node:zlib';
import fc from 'fast-check';

import { combinedCrc32 } from './combined-crc32';
import { GzipJoiner } from './gzip-joiner';
import { decodePiece, openPiece } from './piece';
import { encodePieces } from './piece-encoder';

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
  it('is read as it was written, whether or not it was worth compressing, without those before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(bytes, wordy), { maxLength: 6 }),
        fc.boolean(),
        async (plains, compression) => {
          const pieces = encodePieces(plains, compression);
          expect(await Promise.all(pieces.map(decodePiece))).toEqual(plains);
        },
      ),
    );
  });

  it('may be much larger than the room that zlib is given at a time, or a few bytes', async () => {
    const noise = randomBytes(1_000_000).toString('hex');
    const plains = [noise, 'a', noise.slice(7), '', noise.repeat(3)].map((text) => Buffer.from(text));
    const pieces = encodePieces(plains, true);
    const read = await Promise.all(pieces.map(decodePiece));
    expect(read.map((plain, index) => plain.equals(plains[index] ?? plain.subarray(1)))).toEqual(
      plains.map(() => true),
    );
    expect((pieces[0]?.length ?? 0) / noise.length).toBeLessThan(0.7);
  });

  it('is not read when any of its bytes has changed', async () => {
    const [stored = Buffer.alloc(0)] = encodePieces([Buffer.from('{"name":"main"},\n'.repeat(200))], true);
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
        const pieces = encodePieces(
          parts.map(([plain]) => plain),
          true,
        );
        for (const [index, [plain, asPiece]] of parts.entries()) {
          const piece = openPiece(pieces[index] ?? Buffer.alloc(0));
          packed.push(asPiece && piece !== undefined ? await gzip.piece(piece) : await gzip.text(plain));
        }
        packed.push(gzip.end());
        expect(gunzipSync(Buffer.concat(packed))).toEqual(Buffer.concat(parts.map(([plain]) => plain)));
      }),
    );
  });
});
