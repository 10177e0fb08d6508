import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';

/** Readers of radare2's JSON: total, `undefined` for whatever is not of the asked shape. */

export type JsonRecord = Readonly<Record<string, unknown>>;

/** What radare2 says for "nowhere". */
const UNMAPPED = '0xffffffffffffffff';
/** As radare2 writes it, and as an `Address` is. */
const PLAIN_ADDRESS = /^0x(?:0|[1-9a-f][0-9a-f]{0,15})$/;

export function record(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined;
}

/** Made fit for readers; `undefined` also when it is empty. */
export function name(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? tameText(value, NAME_LIMIT) : undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** With `cfg.json.num=hex` most integers are `"0x…"`, some stay numbers. */
function exact(value: unknown): bigint | undefined {
  if (typeof value === 'string') return /^0x[0-9a-f]{1,16}$/i.test(value) ? BigInt(value) : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
}

export function location(value: unknown): Address | undefined {
  const place = isPlainAddress(value) ? value : addressOf(exact(value));
  return place === UNMAPPED ? undefined : place;
}

function isPlainAddress(value: unknown): value is Address {
  return typeof value === 'string' && PLAIN_ADDRESS.test(value);
}

function addressOf(value: bigint | undefined): Address | undefined {
  return value === undefined ? undefined : address(value);
}

/** A size or a count: whole, not negative, at most 2^53 - 1. */
export function count(value: unknown): number | undefined {
  const number = exact(value);
  return number !== undefined && number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : undefined;
}
