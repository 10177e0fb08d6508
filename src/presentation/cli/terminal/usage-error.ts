/** A call that is wrong, in words for whoever made it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
