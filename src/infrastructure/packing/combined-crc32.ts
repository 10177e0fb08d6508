/** Reversed polynomial of CRC-32 (IEEE 802.3), as gzip uses it. */
const POLYNOMIAL = 0xedb8_8320;
const ONE = 0x8000_0000;

/**
 * CRC-32 of two texts one behind the other, from the CRC of each and the second one's length in bytes: CRCs are remainders of
 * polynomials over GF(2), and to append n bytes multiplies by x^8n.
 */
export function combinedCrc32(first: number, second: number, secondLength: number): number {
  return (multiply(powerOfX(secondLength * 8), first) ^ second) >>> 0;
}

/** x^exponent, by squaring. */
function powerOfX(exponent: number): number {
  let power = ONE;
  let square = ONE >>> 1;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(square, power);
    square = multiply(square, square);
  }
  return power;
}

/** Product modulo the polynomial; the highest bit is the coefficient of x^0. */
function multiply(one: number, other: number): number {
  let product = 0;
  let shifted = other;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((one & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
  }
  return product >>> 0;
}
