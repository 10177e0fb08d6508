import { createHmac, timingSafeEqual } from 'node:crypto';

/** What stands in a signed address: who has it may send that one file, until `expiresAt` (epoch milliseconds). */
export function signUpload(id: string, expiresAt: number, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(`PUT upload ${id} ${expiresAt}`).digest('base64url');
}

/** In a time that does not depend on what is wrong with it. */
export function isSignedUpload(id: string, expiresAt: number, signature: string, secret: Uint8Array): boolean {
  const expected = Buffer.from(signUpload(id, expiresAt, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
