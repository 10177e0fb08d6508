import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

declare const keyDigestBrand: unique symbol;

/** Salted SHA-256 of a key, hexadecimal: all that is ever stored of it. */
export type KeyDigest = string & { readonly [keyDigestBrand]: true };

const PREFIX = 'b2n_';
const SECRET_BYTES = 32;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Digits to base 62 that 256 bits need. */
const DIGITS = 43;

/** A new key: `b2n_` and 32 random bytes to base 62. Shown once, to the one who asked for it. */
export function newKeySecret(): string {
  return `${PREFIX}${base62(randomBytes(SECRET_BYTES))}`;
}

/** The salt is the key of an HMAC: nothing can be appended to a digest, and without the salt none can be guessed offline. */
export function digestOf(secret: string, salt: string): KeyDigest {
  return createHmac('sha256', salt).update(secret, 'utf8').digest('hex') as KeyDigest;
}

/** Takes as long wherever they differ. */
export function isSameDigest(one: KeyDigest, other: KeyDigest): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function base62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let digits = '';
  while (digits.length < DIGITS) {
    digits = (ALPHABET[Number(rest % 62n)] ?? '') + digits;
    rest /= 62n;
  }
  return digits;
}
