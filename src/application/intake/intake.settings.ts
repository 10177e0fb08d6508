/** How strictly files are taken in, from the configuration. */
export abstract class IntakeSettings {
  /** Whether a file that starts as an executable and whose header cannot be read is refused at once. */
  abstract readonly validatesHeader: boolean;
}
