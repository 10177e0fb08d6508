/** The bytes at hand. */
export interface ScanWindow {
  readonly bytes: Buffer;
  /** Of its first byte, counted from the scanner's start. */
  readonly base: number;
}

/** Looks for text of one kind. */
export interface TextPass {
  /**
   * Tells what it finds between `from` and `end`, in order. @returns from where on it is to look again when more bytes are there:
   * where a text begins that `end` cuts off; `end` where `isLast` says that nothing follows.
   */
  scan(window: ScanWindow, from: number, end: number, isLast: boolean): number;
}

/** Bytes of a text without an end that are kept to be looked at again. */
export const LONGEST_HELD = 64 * 1024;
