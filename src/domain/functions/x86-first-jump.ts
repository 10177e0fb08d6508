import { ByteView } from '#domain/bytes/byte-view';

/** `endbr64` or `endbr32`: where code compiled for it may be called. */
const LANDING = [0xf3, 0x0f, 0x1e];
const LANDING_LENGTH = 4;
const NEAR = 0xe9;
const SHORT = 0xeb;

/** Bytes that it takes to tell. */
export const LONGEST_JUMP = LANDING_LENGTH + 5;

/** Where code leads that begins with a jump; `undefined` for all other. @param address of its first byte */
export function x86FirstJump(code: Uint8Array, address: bigint): bigint | undefined {
  const view = new ByteView(code, true);
  const at = LANDING.every((byte, index) => code[index] === byte) ? LANDING_LENGTH : 0;
  if (code[at] === NEAR && view.covers(at, 5)) {
    return address + BigInt(at + 5) + BigInt.asIntN(32, BigInt(view.u32(at + 1)));
  }
  if (code[at] === SHORT && view.covers(at, 2)) {
    return address + BigInt(at + 2) + BigInt.asIntN(8, BigInt(view.u8(at + 1)));
  }
  return undefined;
}
