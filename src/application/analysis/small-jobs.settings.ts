/** What workers keep slots for, from the configuration. */
export abstract class SmallJobSettings {
  /** Largest file of such a job, as `isSmallJob` takes it; 0 where no slots are kept. */
  abstract readonly maxBytes: number;
}
