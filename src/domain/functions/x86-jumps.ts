import type { Bits } from '#domain/shared/executable-header';
import type { InstructionReference } from './instruction-reference';

const JUMP = 0xe9;
/** Bytes of a jump with a 32-bit distance. */
export const JUMP_LENGTH = 5;

/**
 * Whatever may be a jump with a 32-bit distance, at any byte: instructions are not told apart here, so a target counts only where
 * it is the start of a function. By chance that happens once in some hundred megabytes.
 * @param code with `JUMP_LENGTH - 1` bytes more than are looked at, where there are as many.
 */
export function* x86Jumps(code: Uint8Array, address: bigint, bits: Bits): Generator<InstructionReference> {
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  for (let at = code.indexOf(JUMP); at !== -1 && at + JUMP_LENGTH <= code.length; at = code.indexOf(JUMP, at + 1)) {
    const from = address + BigInt(at);
    const to = from + BigInt(JUMP_LENGTH + view.getInt32(at + 1, true));
    yield { from: BigInt.asUintN(64, from), to: BigInt.asUintN(bits, to), kind: 'jump' };
  }
}
