import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Has this thread's heap give back what nothing refers to, which takes some tens of milliseconds for hundreds of megabytes. By
 * itself V8 keeps them until it wants to use them again.
 */
export function collectGarbage(): void {
  collect ??= exposed();
  collect();
}

/** What V8 offers only where it was asked for at the start, or in contexts that are made after this. */
function exposed(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
