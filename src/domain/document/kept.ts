/** A list as far as it is kept. */
export interface Kept<Item> {
  readonly items: readonly Item[];
  /** All that the file names and that could be read. */
  readonly total: number;
}
