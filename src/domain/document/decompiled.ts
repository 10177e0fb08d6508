import type { Place } from './place';

/** Pseudo code of one function, whole, as radare2 writes it: text about the sample with text of the sample in it. */
export interface DecompiledFunction extends Place {
  /** @origin sample */
  readonly code: string;
}
