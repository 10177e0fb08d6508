import { mutate } from '#test/magic/mutations';
import { seededRandom } from '#test/support/seeded-random';
import type { NumberField } from './number-fields';

/** Bytes beyond which no mutant grows. */
const LARGEST = 1 << 20;
const MOST_DAMAGES = 4;
const LONGEST_TAIL = 4096;
/** What is the first of all makes a file no executable: of a thousand numbers the first three are left as they are. */
const NOT_FIRST = 0.18;

/** A damaged copy that a reader of the format must not trust: numbers made extreme, tables laid over each other, ends cut off. */
export function damage(content: Uint8Array, fields: readonly NumberField[], seed: number): Uint8Array {
  const next = seededRandom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const bytes = Buffer.from(content);
  const kind = next();
  if (fields.length === 0 || kind < 0.15) return mutate(bytes, seed);
  for (let left = 1 + below(MOST_DAMAGES); left > 0; left -= 1) {
    const field = fields[early(fields.length, next)]!;
    // Where another one leads: two tables in one place, a table that holds itself.
    const other = next() < 0.2 ? fields[early(fields.length, next)] : undefined;
    const value = other === undefined ? extreme(read(bytes, field), bytes.length, field, below) : read(bytes, other);
    write(bytes, field, value);
  }
  if (kind < 0.25) return bytes.subarray(0, 1 + cut(bytes.length, fields, next));
  if (kind < 0.3) return Buffer.concat([bytes, bytes.subarray(below(bytes.length)).subarray(0, LONGEST_TAIL)]);
  return bytes.subarray(0, LARGEST);
}

/** One of the first more often than one of the last: a file has one header and thousands of symbols. */
function early(count: number, next: () => number): number {
  return Math.min(count - 1, Math.floor(count ** (NOT_FIRST + (1 - NOT_FIRST) * next())));
}

/** Anywhere, or at a number that readers want to read. */
function cut(length: number, fields: readonly NumberField[], next: () => number): number {
  const field = fields[early(fields.length, next)];
  return next() < 0.5 || field === undefined ? Math.floor(next() * (length - 1)) : Math.min(field.offset, length - 1);
}

function extreme(
  value: bigint,
  size: number,
  { offset, bytes }: NumberField,
  below: (limit: number) => number,
): bigint {
  const top = 1n << BigInt(bytes * 8 - 1);
  const [whole, here] = [BigInt(size), BigInt(offset)];
  const choices = [
    ...[0n, 1n, 2n, top - 1n, top, 2n * top - 1n, 2n * top - 2n, 0xffffn, 0x1_0000n, 0x1000n],
    ...[whole, whole - 1n, whole + 1n, whole - 8n, whole / 2n, here, here + 1n, here - 4n],
    ...[value + 1n, value - 1n, value * 2n, value / 2n, value + whole, value ^ (1n << BigInt(below(bytes * 8)))],
    ...[value | top, -value, value * 0x101n, BigInt(below(256)), BigInt(below(65_536))],
  ];
  return choices[below(choices.length)] ?? 0n;
}

function read(bytes: Buffer, { offset, bytes: width, littleEndian }: NumberField): bigint {
  const digits = [...bytes.subarray(offset, offset + width)];
  if (littleEndian) digits.reverse();
  return digits.reduce((value, digit) => (value << 8n) | BigInt(digit), 0n);
}

function write(bytes: Buffer, { offset, bytes: width, littleEndian }: NumberField, value: bigint): void {
  for (let index = 0; index < width; index += 1) {
    const shift = BigInt(8 * (littleEndian ? index : width - 1 - index));
    if (offset + index < bytes.length) bytes[offset + index] = Number((value >> shift) & 0xffn);
  }
}
