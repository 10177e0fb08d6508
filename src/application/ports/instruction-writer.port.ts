import type { ListedArchitecture } from '#domain/listing/listed-code';

export interface InstructionBytes {
  readonly address: bigint;
  readonly bytes: Uint8Array;
  /** As known already: they are no instruction. */
  readonly isBad: boolean;
}

/** Writes instructions as text. */
export abstract class InstructionWriter {
  /**
   * A line for each, of printable ASCII: x86 in Intel's syntax, ARM64 in Arm's; addresses are hexadecimal. What is no instruction is
   * `(bad)`, of ARM64 `.inst` and its word.
   */
  abstract write(
    architecture: ListedArchitecture,
    instructions: readonly InstructionBytes[],
  ): Promise<readonly string[]>;
}
