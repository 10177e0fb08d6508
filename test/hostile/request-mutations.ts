import { seededRandom } from '#test/support/seeded-random';

const PIECES = [
  '\r\n',
  '\r\n\r\n',
  '\u0000',
  '\u00ff\u00fe',
  '%00',
  '%',
  '&',
  '"',
  '{',
  '[',
  '--frontier',
  ': ',
  '0\r\n\r\n',
  '-1',
];
const LONGEST = 2 * 1024 * 1024;

/**
 * One damaged request: made from the valid one that its number falls to by flipping and overwriting bytes, cutting, splicing it
 * with another one, repeating a part, and putting in what means something to a parser. The same for the same seed and number.
 */
export function mutatedRequest(valid: readonly Buffer[], seed: number, number: number): Buffer {
  const next = seededRandom(seed * 1_000_003 + number);
  const below = (limit: number): number => Math.floor(next() * limit);
  let bytes = Buffer.from(valid[number % valid.length] ?? Buffer.alloc(0));
  for (let step = 1 + below(4); step > 0 && bytes.length > 0; step -= 1) bytes = damaged(bytes);
  return bytes;

  function damaged(old: Buffer): Buffer<ArrayBuffer> {
    const at = below(old.length);
    const end = Math.min(old.length, at + 1 + below(64));
    switch (below(8)) {
      case 0:
        for (let flips = 1 + below(8); flips > 0; flips -= 1) flipBit(old, below(old.length), below(8));
        return Buffer.from(old);
      case 1:
        return Buffer.from(old.fill(below(256), at, end));
      case 2:
        return Buffer.from(old.subarray(0, at));
      case 3:
        return Buffer.concat([old.subarray(0, at), old.subarray(end)]);
      case 4: {
        const other = valid[below(valid.length)] ?? old;
        return Buffer.concat([old.subarray(0, at), other.subarray(below(other.length))]);
      }
      case 5: {
        const times = Math.min(1 + below(2000), Math.floor(LONGEST / (end - at)));
        return Buffer.concat([
          old.subarray(0, at),
          ...Array<Buffer>(times).fill(old.subarray(at, end)),
          old.subarray(end),
        ]);
      }
      case 6:
        return Buffer.concat([
          old.subarray(0, at),
          Buffer.from(PIECES[below(PIECES.length)] ?? '', 'latin1'),
          old.subarray(at),
        ]);
      default:
        // The whole request again: what is wrong with one is met by the next.
        return Buffer.concat(Array<Buffer>(1 + below(20)).fill(old));
    }
  }
}

function flipBit(bytes: Buffer, at: number, bit: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
}
