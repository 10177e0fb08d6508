import { storeOf } from '../parts/store';

/** How the service answers: `away` nobody does, `busy` it asks for patience, `limited` this key has asked too much. */
export type Connection =
  | { readonly kind: 'up' }
  | {
      readonly kind: 'away' | 'busy' | 'limited';
      readonly text: string;
      /** When it is asked again: milliseconds since 1970. */
      readonly until: number;
    };

export const connection = storeOf<Connection>({ kind: 'up' });

const UP: Connection = { kind: 'up' };

export function isUp(): void {
  connection.set(UP);
}
