import { seededRandom } from '#test/support/seeded-random';

const LARGEST_INSERT = 4096;

/** A damaged copy: bits flipped, numbers made extreme, parts cut out, repeated, exchanged. */
export function mutate(original: Uint8Array, seed: number): Buffer {
  const next = seededRandom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  // Headers matter most: half of all changes are in the first 512 bytes.
  const place = (bytes: Buffer): number => below(next() < 0.5 ? Math.min(512, bytes.length) : bytes.length);
  let bytes: Buffer = Buffer.from(original);
  for (let step = 1 + below(16); step > 0 && bytes.length > 0; step -= 1) bytes = changed(bytes);
  return bytes;

  function changed(old: Buffer): Buffer {
    const at = place(old);
    switch (below(6)) {
      case 0:
        old[at] = (old[at] ?? 0) ^ (1 << below(8));
        return old;
      case 1:
        old.fill([0x00, 0xff, 0x7f, 0x80][below(4)] ?? 0, at, Math.min(old.length, at + (1 << below(4))));
        return old;
      case 2:
        return old.subarray(0, at + 1);
      case 3:
        return Buffer.concat([old.subarray(0, at), old.subarray(at + below(64))]);
      case 4:
        return Buffer.concat([old.subarray(0, at), old.subarray(at, at + below(LARGEST_INSERT)), old.subarray(at)]);
      default:
        old[at] = below(256);
        return old;
    }
  }
}
