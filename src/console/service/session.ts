import { answerOf } from '#client/answer-of';
import type { Client } from '#client/generated/client';
import { validateKey } from '#client/generated/sdk.gen';
import type { ValidateKeyResponse } from '#client/generated/types.gen';
import { openClient } from '#client/open-client';
import { Refusal } from '#client/refusal';
import { storeOf } from '../parts/store';

const KEPT = 'bin2nlp.key';

/** Who is here, as the service says. */
export interface Caller {
  readonly keyId: string;
  readonly name: string;
  readonly isAdmin: boolean;
  /** Nobody is asked for a key. */
  readonly isLocal: boolean;
}

type Known = ValidateKeyResponse['data'];

export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'out'; readonly why?: string; readonly isByChoice: boolean }
  | { readonly kind: 'in'; readonly caller: Caller };

export const session = storeOf<Session>({ kind: 'unknown' });

let client: Client = openClient(location.origin, keptKey());

/** Asks with the key of this tab. */
export function currentClient(): Client {
  return client;
}

/** For requests that no generated method makes. */
export function keyHeaders(): Record<string, string> {
  const key = keptKey();
  return key === '' ? {} : { Authorization: `Bearer ${key}` };
}

/** @throws Refusal the key is wrong, or nobody can be asked */
export async function signIn(key: string): Promise<void> {
  // What no header can carry is no key; the browser would say so in its own words.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new Refusal('UNAUTHORIZED', 'This is not a key: it has blanks or letters that no key has.');
  }
  const asked = openClient(location.origin, key);
  const { data } = await answerOf(validateKey({ client: asked }));
  sessionStorage.setItem(KEPT, key);
  client = asked;
  isHere(data);
}

/** The service said who this is. */
export function isHere({ key_id: keyId, name, role }: Known): void {
  session.set({ kind: 'in', caller: { keyId, name, isAdmin: role === 'admin', isLocal: keyId === 'local' } });
}

/** The service does not take the key that a client asked with: nothing is left of it, unless there is another one by now. */
export function keyRefused(asked: Client): void {
  if (asked !== client || session.get().kind === 'out') return;
  signOut(keptKey() === '' ? undefined : 'The service does not take this key (any more).');
}

/** @param isByChoice somebody pressed the button: what he was about to do is not to go on under another key */
export function signOut(why?: string, isByChoice = false): void {
  sessionStorage.removeItem(KEPT);
  client = openClient(location.origin);
  session.set({ kind: 'out', isByChoice, ...(why !== undefined && { why }) });
}

/** Kept for the tab alone: closed, it is forgotten. */
function keptKey(): string {
  return sessionStorage.getItem(KEPT) ?? '';
}
