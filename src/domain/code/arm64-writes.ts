/** Of what a call may change, by the procedure call standard: x0 to x18, and the link register. Bits of a mask: registers. */
const CALL_CHANGES = 0x4007_ffff;
/** The 32nd register is the stack pointer, or zero. */
const GENERAL = 0x7fff_ffff;

/** Which general registers an instruction changes, as a mask; rather one too many than one too few. */
export function writtenRegisters(word: number): number {
  const destination = 1 << (word & 31);
  switch ((word >>> 25) & 15) {
    case 4:
    case 6:
    case 12:
    case 14:
      return byMemory(word, destination) & GENERAL;
    case 7:
    case 15:
      return isFromVector(word) ? destination & GENERAL : 0;
    case 10:
    case 11:
      return bySystem(word) & GENERAL;
    default:
      return isConditionalCompare(word) ? 0 : destination & GENERAL;
  }
}

/** Whether an instruction sets the condition flags, or may. */
export function setsFlags(word: number): boolean {
  switch ((word >>> 25) & 15) {
    case 2:
      return true;
    case 8:
    case 9:
      return (word & 0x3f00_0000) === 0x3100_0000 || (word & 0x7f80_0000) === 0x7200_0000;
    case 5:
    case 13:
      if ((word & 0x1f00_0000) === 0x0a00_0000) return (word & 0x6000_0000) === 0x6000_0000;
      return (word & 0x2000_0000) !== 0;
    case 7:
    case 15:
      // FCMP and FCCMP.
      return (word & 0x5f20_0000) === 0x1e20_0000 && ((word & 0xfc00) === 0x2000 || (word & 0xc00) === 0x400);
    default:
      return false;
  }
}

function isConditionalCompare(word: number): boolean {
  return (word & 0x1fe0_0000) === 0x1a40_0000;
}

function byMemory(word: number, destination: number): number {
  const base = 1 << ((word >>> 5) & 31);
  const isVector = (word & 0x0400_0000) !== 0;
  switch (word & 0x3a00_0000) {
    case 0x2800_0000: {
      const second = 1 << ((word >>> 10) & 31);
      const isLoad = (word & 0x0040_0000) !== 0 && !isVector;
      // Before or after its base moves.
      return (isLoad ? destination | second : 0) | ((word & 0x0080_0000) !== 0 ? base : 0);
    }
    case 0x3800_0000:
      return (
        (isVector || (word & 0x00c0_0000) === 0 ? atomicLoad(word, destination) : destination) | indexed(word, base)
      );
    case 0x1800_0000:
      // Literals; else releases, tags and copies of memory.
      if ((word & 0x0100_0000) === 0) return isVector ? 0 : destination;
      return isVector ? base : destination | base | (1 << ((word >>> 16) & 31));
    default:
      return isVector ? base : exclusive(word, destination);
  }
}

/** Stores have no destination, but what the atomic ones find there. */
function atomicLoad(word: number, destination: number): number {
  const isAtomic = (word & 0x0520_0c00) === 0x0020_0000 || (word & 0x0520_0400) === 0x0020_0400;
  return isAtomic ? destination : 0;
}

function indexed(word: number, base: number): number {
  if ((word & 0x0100_0000) !== 0) return 0;
  const isMoved = (word & 0x0020_0000) === 0 ? (word & 0x400) !== 0 : (word & 0xc00) === 0xc00;
  return isMoved ? base : 0;
}

/** The status or what was compared, and the next one of those that take pairs of it; what is read, or its second half. */
function exclusive(word: number, destination: number): number {
  const status = (word >>> 16) & 31;
  return destination | (1 << status) | (1 << ((status + 1) & 31)) | (1 << ((word >>> 10) & 31));
}

/** What is moved or converted from a vector's register into a general one. */
function isFromVector(word: number): boolean {
  if ((word & 0xbfe0_8400) === 0x0e00_0400) return (word & 0x6800) === 0x2800;
  if ((word & 0x5f00_0000) !== 0x1e00_0000) return false;
  if ((word & 0x0020_0000) !== 0 && (word & 0xfc00) !== 0) return false;
  const operation = (word >>> 16) & 7;
  return operation !== 2 && operation !== 3 && operation !== 7;
}

function bySystem(word: number): number {
  const isCall = (word & 0xfc00_0000) === (0x9400_0000 | 0) || (word & 0xfe60_0000) === (0xd620_0000 | 0);
  if (isCall) return CALL_CHANGES;
  // MRS and SYSL.
  if ((word & 0xffe0_0000) === (0xd520_0000 | 0)) return 1 << (word & 31);
  // SVC: the result.
  return (word & 0xffe0_001f) === (0xd400_0001 | 0) ? 1 : 0;
}
