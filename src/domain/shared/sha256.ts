declare const sha256Brand: unique symbol;

/**
 * A SHA-256 digest: 64 lower-case hexadecimal digits.
 *
 * @pattern ^[0-9a-f]{64}$
 */
export type Sha256 = string & { readonly [sha256Brand]: true };

/** @throws RangeError when `text` is not 64 hexadecimal digits. */
export function sha256(text: string): Sha256 {
  const digest = text.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digest))
    throw new RangeError(`Not a SHA-256 digest: ${JSON.stringify(text.slice(0, 80))}`);
  return digest as Sha256;
}
