import type { Share } from '#domain/shared/quantities';

/** Something that the program can do. */
export interface Capability {
  /** As it follows "It can". */
  readonly name: string;
  /** Of the rules that show it. */
  readonly category: string;
  /** The findings that show it. */
  readonly findings: readonly string[];
  /** ATT&CK techniques of those findings. */
  readonly attack: readonly string[];
  /** 0-1, of the surest of them. */
  readonly confidence: Share;
}

/** One thing that makes the account less complete; `effect` is what it took off, in the same unit as the confidence. */
export interface ConfidenceReason {
  readonly reason: string;
  /** What it took off. */
  readonly effect: number;
}

export interface Confidence {
  /** 0-1: how complete the document is as an account of the file. */
  readonly confidence: Share;
  readonly confidence_reasons: readonly ConfidenceReason[];
}

/** One sentence, and the fields of the document that say the same. */
export interface NarrativeSentence {
  /** @origin sample */
  readonly text: string;
  /** Paths of fields. */
  readonly based_on: readonly string[];
}
