import type { Count } from '#domain/shared/quantities';
import type { Place } from './place';

/** Pseudo code of one function, as radare2 writes it: text about the sample with text of the sample in it. */
export interface DecompiledFunction extends Place {
  readonly code: string;
  /** Characters before any cut; absent where all of it is here. */
  readonly length?: Count;
}
