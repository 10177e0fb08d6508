/** The time of day, so that tests can set it. */
export abstract class Clock {
  /** Epoch milliseconds. */
  abstract now(): number;
}
