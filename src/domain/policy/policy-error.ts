/** A policy that cannot be read: all of what is wrong with it, one sentence each. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}
