import type { Finding, GuidedFuzzer } from './guided-fuzzer';

/** Of memory that both sides see. */
export interface ThreadView {
  /** What is read just now. */
  readonly input: SharedArrayBuffer;
  /** How many inputs there were, and how long the last one is. */
  readonly state: SharedArrayBuffer;
}

export interface ThreadTask {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly seconds: number;
  /** Inputs at most. */
  readonly runs: number;
  readonly seed: number;
}

export interface ThreadReport extends Pick<GuidedFuzzer, 'runs' | 'ways' | 'kept' | 'worst'> {
  readonly name: string;
  readonly findings: readonly Finding[];
}
