/** An address that code names, as its bytes alone show. */
export interface InstructionReference {
  readonly from: bigint;
  readonly to: bigint;
  readonly kind: 'jump' | 'data';
}
