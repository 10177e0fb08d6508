/** A helper did not answer in time; it is gone. */
export class HelperTimeout extends Error {
  override readonly name = 'HelperTimeout';

  constructor(milliseconds: number) {
    super(`libmagic did not answer within ${milliseconds} ms`);
  }
}

/** A helper died, or cannot work at all. */
export class HelperFailure extends Error {
  override readonly name = 'HelperFailure';
}
