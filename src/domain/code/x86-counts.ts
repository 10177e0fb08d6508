import { CountsBeside } from './counts-beside';
import type { Flow } from './flow';
import type { ArgumentOrder } from './pointer-trail';
import { argumentOrder, PointerTrail } from './pointer-trail';
import { NO_REGISTER, X86Decoder } from './x86-decoder';
import type { X86Image } from './x86-image';
import { GROUP1, X86 } from './x86-opcodes';

const [RAX, RCX, RDX, RBX, RSI, RDI, R8, R9, R10, R11] = [0, 1, 2, 3, 6, 7, 8, 9, 10, 11] as const;

/** Source: Go's internal ABI (`abi-internal`), the System V ABI of AMD64, the x64 calling convention of Windows. Results behind. */
export const X86_ARGUMENTS = {
  go: argumentOrder([RAX, RBX, RCX, RDI, RSI, R8, R9, R10, R11]),
  systemV: argumentOrder([RDI, RSI, RDX, RCX, R8, R9], [RAX, RDX]),
  windows: argumentOrder([RCX, RDX, R8, R9], [RAX, RDX]),
} as const;

/** Loads and extensions into `reg`: imul with an immediate, movsxd, cmov apart; of two bytes movzx, movsx and imul. */
const WRITES_REG: ReadonlySet<number> = new Set([
  ...[X86.moveToReg, X86.lea, X86.moveSigned32, 0x69, 0x6b, 0x1af],
  ...[X86.zeroExtend8, X86.zeroExtend16, X86.signExtend8, X86.signExtend16],
]);
/** Groups that change `rm`: shifts, not, neg, inc and dec. */
const WRITES_RM: ReadonlySet<number> = new Set([X86.moveToRm, 0xc1, 0xd1, 0xd3, 0xf7, 0xff]);
const MOVE_IMMEDIATE = 0xc7;
const CONDITIONAL_MOVES = 0x14;

/** See `CountsBeside`; of x86 and x86-64. */
export class X86Counts extends CountsBeside {
  private readonly decoder: X86Decoder;
  /** The number that was put on the stack by the instruction before. */
  private pushed: number | undefined;

  constructor(
    code: Uint8Array,
    marks: Uint8Array,
    private readonly image: Pick<X86Image, 'bits' | 'isFixed'>,
    order: ArgumentOrder,
  ) {
    super(marks, new PointerTrail(order, image.bits === 64 ? 8 : 4));
    this.decoder = new X86Decoder(code, image.bits);
  }

  protected pointerAt(place: number): number {
    const { decoder } = this;
    decoder.decode(place);
    this.pushed = undefined;
    const { opcode, base, index, immediateSize } = decoder;
    if (opcode === X86.lea) return base === NO_REGISTER && index === NO_REGISTER ? decoder.reg : -1;
    const isImmediate = opcode >= X86.moveImmediateFirst && opcode <= X86.moveImmediateLast && immediateSize >= 4;
    return isImmediate && this.image.isFixed ? decoder.low : -1;
  }

  protected decodeAt(place: number): Flow {
    this.decoder.decode(place);
    return this.decoder.flow;
  }

  protected follow(): void {
    const { decoder, trail } = this;
    const { opcode, immediate, reg, rm } = decoder;
    const pushed = this.pushed;
    this.pushed = opcode === X86.pushByte || opcode === X86.pushNumber ? immediate : undefined;
    if (opcode >= X86.moveImmediateFirst && opcode <= X86.moveImmediateLast) trail.setNumber(decoder.low, immediate);
    else if (opcode === MOVE_IMMEDIATE) this.setByImmediate();
    else if (opcode >= X86.popFirst && opcode <= X86.popLast) this.pop(pushed);
    else if (opcode === X86.moveToRm && decoder.hasMemory) this.store();
    else if (opcode === X86.moveToRm) trail.copy(rm, reg);
    else if (opcode === X86.moveToReg && !decoder.hasMemory) trail.copy(reg, rm);
    else if (opcode >> 4 === CONDITIONAL_MOVES) {
      if (!decoder.hasMemory) trail.mayCopy(reg, rm);
    } else this.compute(opcode);
  }

  private pop(pushed: number | undefined): void {
    const { trail, decoder } = this;
    trail.overwrite(decoder.low);
    if (pushed !== undefined) trail.setNumber(decoder.low, pushed);
  }

  private setByImmediate(): void {
    const { decoder, trail } = this;
    const { base, index, disp, immediate } = decoder;
    if (!decoder.hasMemory) trail.setNumber(decoder.rm, immediate);
    else if (base !== NO_REGISTER && index === NO_REGISTER) trail.storeNumber(base, disp, immediate);
    else trail.note(immediate);
  }

  private store(): void {
    const { base, index, disp, reg } = this.decoder;
    if (base !== NO_REGISTER && index === NO_REGISTER) this.trail.store(base, disp, reg);
  }

  /** Whatever else changes a register. */
  private compute(opcode: number): void {
    const { decoder, trail } = this;
    const { reg, rm, hasMemory } = decoder;
    if (WRITES_REG.has(opcode)) trail.overwrite(reg);
    else if (opcode >= X86.immediateByte && opcode <= X86.immediate8) {
      trail.note(decoder.immediate);
      if (!hasMemory && (reg & 7) !== GROUP1.compare) trail.overwrite(rm);
    } else if (opcode < 0x40 && (opcode & 7) < 4) {
      // Comparing changes neither.
      if (opcode >> 3 === 7) return;
      if ((opcode & 2) !== 0) trail.overwrite(reg);
      else if (!hasMemory) trail.overwrite(rm);
    } else if (opcode === X86.compare) trail.note(decoder.immediate);
    else if (WRITES_RM.has(opcode) && !hasMemory) trail.overwrite(rm);
  }
}
