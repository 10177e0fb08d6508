import { Arm64Decoder } from './arm64-decoder';
import { writtenRegisters } from './arm64-writes';
import { CountsBeside } from './counts-beside';
import type { Flow } from './flow';
import { argumentOrder, PointerTrail } from './pointer-trail';

/** Source: AAPCS64; Go's internal ABI goes on to R15. */
const ARGUMENTS = argumentOrder(Array.from({ length: 16 }, (_, register) => register));
const NO_REGISTER = 31;
const WORD = 8;

/** See `CountsBeside`; of ARM64. */
export class Arm64Counts extends CountsBeside {
  private readonly decoder: Arm64Decoder;

  constructor(code: Uint8Array, marks: Uint8Array) {
    super(marks, new PointerTrail(ARGUMENTS, WORD));
    this.decoder = new Arm64Decoder(code);
  }

  /** ADR, and ADD of an immediate as behind ADRP. */
  protected pointerAt(place: number): number {
    this.decoder.decode(place);
    const { word } = this.decoder;
    const isTaken = (word & 0x9f00_0000) === 0x1000_0000 || (word & 0xffc0_0000) === (0x9100_0000 | 0);
    return isTaken && (word & 31) !== NO_REGISTER ? word & 31 : -1;
  }

  protected decodeAt(place: number): Flow {
    this.decoder.decode(place);
    return this.decoder.flow;
  }

  protected follow(): void {
    const { trail } = this;
    const { word } = this.decoder;
    const register = word & 31;
    // MOVZ and MOVK; ORR with no register: MOV.
    if ((word & 0x7f80_0000) === 0x5280_0000) trail.setNumber(register, shifted(word));
    else if ((word & 0x7f80_0000) === 0x7280_0000) this.replaceHalf(word, register);
    else if ((word & 0x7fe0_ffe0) === 0x2a00_03e0) trail.copy(register, (word >>> 16) & 31);
    else {
      // SUBS of an immediate to no register: CMP.
      if ((word & 0x7f80_001f) === 0x7100_001f) trail.note((word >>> 10) & 0xfff);
      this.store(word);
      for (let rest = writtenRegisters(word); rest !== 0; rest &= rest - 1) {
        trail.overwrite(31 - Math.clz32(rest & -rest));
      }
    }
  }

  private replaceHalf(word: number, register: number): void {
    const { trail } = this;
    const number = trail.numberIn(register);
    if (number === undefined) trail.overwrite(register);
    else trail.setNumber(register, (number & ~shifted(word | 0x001f_ffe0)) | shifted(word));
  }

  /** STR and STUR of 64 bits, and STP of two of them, at a distance. */
  private store(word: number): void {
    const { trail } = this;
    const [register, base] = [word & 31, (word >>> 5) & 31];
    if ((word & 0xffc0_0000) === (0xf900_0000 | 0)) trail.store(base, ((word >>> 10) & 0xfff) * WORD, register);
    else if ((word & 0xffe0_0c00) === (0xf800_0000 | 0)) trail.store(base, (word << 11) >> 23, register);
    else if ((word & 0xfe40_0000) === (0xa800_0000 | 0)) {
      // Where the base moves before, it points to what is stored.
      const isAt = (word & 0x0180_0000) !== 0x0100_0000;
      const distance = isAt ? 0 : ((word << 10) >> 25) * WORD;
      trail.store(base, distance, register);
      trail.store(base, distance + WORD, (word >>> 10) & 31);
    }
  }
}

/** The half word of MOVZ or MOVK, of the lower 32 bits. */
function shifted(word: number): number {
  const quarter = (word >>> 21) & 3;
  return quarter > 1 ? 0 : ((word >>> 5) & 0xffff) << (quarter * 16);
}
