import { isAway } from '#domain/shared/is-away';

/** How loudly to tell that something failed which is tried again anyway: that a dependency is away is told by who watches it. */
export function levelOf(error: unknown): 'debug' | 'warn' {
  return isAway(error) ? 'debug' : 'warn';
}
