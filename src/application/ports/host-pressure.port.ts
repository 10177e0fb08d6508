/** How much of the machine, or of what the container may use of it, is taken: 0 to 1. */
export abstract class HostPressure {
  /** Of memory that cannot be given back at once; the page cache does not count. */
  abstract memory(): Promise<number>;

  /** Of the file system of the data directory, as an ordinary user sees it. */
  abstract disk(): Promise<number>;
}
