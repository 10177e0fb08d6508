import { storeOf } from '../parts/store';

/** What a request waits for: `away` nobody answers, `busy` the service asks for patience, `limited` this key has asked too much. */
export interface Waiting {
  readonly kind: 'away' | 'busy' | 'limited';
  readonly text: string;
  /** When it is asked again: milliseconds since 1970. */
  readonly until: number;
}

/** How the service answers. */
export type Connection = { readonly kind: 'up' } | Waiting;

const UP: Connection = { kind: 'up' };

export const connection = storeOf<Connection>(UP);

const waiting = new Map<symbol, Waiting>();

/** A request waits; the latest that does is told of. */
export function waits(request: symbol, what: Waiting): void {
  waiting.delete(request);
  waiting.set(request, what);
  tell();
}

/** It was answered, or given up. */
export function waitsNoMore(request: symbol): void {
  waiting.delete(request);
  tell();
}

/** Somebody answers: who is limited may still have to wait, but nobody is away. */
export function isUp(): void {
  for (const [request, { kind }] of waiting) if (kind === 'away') waiting.delete(request);
  tell();
}

function tell(): void {
  connection.set([...waiting.values()].at(-1) ?? UP);
}
