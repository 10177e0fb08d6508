import { createHash, timingSafeEqual } from 'node:crypto';

declare const basicCredentialsBrand: unique symbol;

/** A user name and a password that HTTP Basic can carry. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
  readonly [basicCredentialsBrand]: true;
}

const CONTROL = /\p{Cc}/u;

/** @throws RangeError for control characters, an empty user name, or one with a colon, which would end it (RFC 7617). */
export function basicCredentials(username: string, password: string): BasicCredentials {
  if (username === '' || username.includes(':')) throw new RangeError('A user name is not empty and has no colon');
  if (CONTROL.test(username) || CONTROL.test(password)) throw new RangeError('Credentials have no control characters');
  return { username, password } as BasicCredentials;
}

/** Takes as long whatever the offered ones are: neither how much of them is right nor how long the right ones are shows. */
export function areSameCredentials(offered: BasicCredentials, expected: BasicCredentials): boolean {
  const name = isSameText(offered.username, expected.username);
  const password = isSameText(offered.password, expected.password);
  return [name, password].every(Boolean);
}

function isSameText(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

/** Of equal length, whatever goes in. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
