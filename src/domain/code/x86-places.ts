import type { X86Decoder } from './x86-decoder';
import { NO_REGISTER } from './x86-decoder';
import type { X86Image } from './x86-image';
import { GROUP1, X86 } from './x86-opcodes';

const FIELD = 4;
/** Displacements from where an image begins are not less: its headers lie there. */
const LEAST_IMAGE_OFFSET = 0x1000;
/** Bytes between the place that a call told and the sum that makes the global offset table's of it. */
const MOST_BETWEEN = 64;

/** What of the instruction that was decoded last says where something lies: bits as `InstructionRun.placed`. */
export class X86Places {
  constructor(
    private readonly decoder: X86Decoder,
    private readonly image: X86Image,
    /** By register: the place that was last computed into it. */
    private readonly computed: Int32Array,
  ) {}

  /** Of a direct jump, branch or call. */
  ofTarget(): number {
    const { opcode, length, isShort } = this.decoder;
    const isByte = opcode >> 4 === 7 || opcode === 0xeb || (opcode >> 4 === 0xe && opcode < 0xe4);
    return bytes(length, isByte ? 1 : isShort && this.image.bits === 32 ? 2 : FIELD, 0);
  }

  /** @param isPlace whether memory at a known place is named. */
  ofMemory(isPlace: boolean): number {
    const { length, immediateSize, base, disp } = this.decoder;
    const isField = base === NO_REGISTER || disp !== (disp << 24) >> 24;
    return isField && (isPlace || this.isImageDisplacement()) ? bytes(length, FIELD, immediateSize) : 0;
  }

  /** Of the sum that makes an address of the global offset table. */
  ofTableSum(offset: number): number {
    const { opcode, reg, immediate, immediateSize, length } = this.decoder;
    const { globalOffsetTable: table } = this.image;
    if (table === undefined || immediateSize !== FIELD) return 0;
    const isSum = opcode === X86.addImmediate || (opcode === X86.immediate32 && (reg & 7) === GROUP1.add);
    const distance = offset + immediate - table;
    return isSum && Math.abs(distance) <= MOST_BETWEEN ? bytes(length, FIELD, 0) : 0;
  }

  ofImmediate(): number {
    const { length, immediateSize } = this.decoder;
    return bytes(length, immediateSize, 0);
  }

  private isImageDisplacement(): boolean {
    const { disp, base, index, hasThreadSegment } = this.decoder;
    // Of a thread's variables: the linker counts them from the end.
    if (hasThreadSegment) return disp < 0 && base === NO_REGISTER;
    if (disp > -LEAST_IMAGE_OFFSET && disp < LEAST_IMAGE_OFFSET) return false;
    const { isFixed, bits, address, holds } = this.image;
    if (isFixed && holds((bits === 32 ? disp >>> 0 : disp) - address)) return true;
    // Visual C++ counts from where the image begins.
    return (
      bits === 64 && [base, index].some((each) => each !== NO_REGISTER && holds((this.computed[each] ?? 0) + disp))
    );
  }
}

function bytes(length: number, size: number, behind: number): number {
  return ((1 << size) - 1) << (length - behind - size);
}
