/** The time of day, so that tests can set it. */
export abstract class Clock {
  /** Epoch milliseconds. */
  abstract now(): number;

  /** Milliseconds since some moment: they go on evenly when the time of day is set. */
  abstract elapsed(): number;
}
