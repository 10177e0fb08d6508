/** From the configuration; shares, 0 to 1. */
export abstract class PressureSettings {
  /** Of memory in use, above which no new job is taken. */
  abstract readonly memory: number;
  /** Of the disk in use, above which leftovers are swept at once. */
  abstract readonly disk: number;
}
