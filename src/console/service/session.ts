import { answerOf } from '#client/answer-of';
import type { Client } from '#client/generated/client';
import { validateKey } from '#client/generated/sdk.gen';
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

export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'out'; readonly why?: string }
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
  const caller = await callerOf(asked);
  sessionStorage.setItem(KEPT, key);
  client = asked;
  session.set({ kind: 'in', caller });
}

/** Finds out whether the service knows who this is, by the key of this tab or without one. */
export async function resume(): Promise<void> {
  session.set({ kind: 'in', caller: await callerOf(client) });
}

export function signOut(why?: string): void {
  sessionStorage.removeItem(KEPT);
  client = openClient(location.origin);
  session.set({ kind: 'out', ...(why !== undefined && { why }) });
}

export function hasKey(): boolean {
  return keptKey() !== '';
}

async function callerOf(asked: Client): Promise<Caller> {
  const { data } = await answerOf(validateKey({ client: asked }));
  const { key_id: keyId, name, role } = data;
  return { keyId, name, isAdmin: role === 'admin', isLocal: keyId === 'local' };
}

/** Kept for the tab alone: closed, it is forgotten. */
function keptKey(): string {
  return sessionStorage.getItem(KEPT) ?? '';
}
