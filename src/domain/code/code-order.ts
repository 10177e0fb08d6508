import type { CodeImage } from './code-image';
import type { InstructionRun } from './instruction-run';

/** Where a function is known to begin. */
export interface CodeSeed {
  readonly place: number;
  /** Bytes; 0 where it is not known. */
  readonly size: number;
  /** No other function begins within its bounds. */
  readonly isWhole: boolean;
}

export interface CodeOrder {
  readonly image: CodeImage;
  readonly run: InstructionRun;
  /** Ascending, each place once. */
  readonly seeds: readonly CodeSeed[];
  /** Stubs and slots of imports that do not return to who calls them. */
  readonly final: ReadonlySet<number>;
  /** Whether what reads as a function is looked for between those that are known: not where landing pads are, which read alike. */
  readonly looksForOthers: boolean;
  /** Asked after each few thousand instructions. */
  readonly isOver: () => boolean;
}

/** How the reading ended, when it did not come to its end. */
export type Unread = 'time' | 'size';
