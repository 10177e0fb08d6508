import type { ByteView } from '#domain/bytes/byte-view';
import type { ArmMode } from './start-table';
import { MAX_ENTRIES } from './start-table';

/** Of one mode: how many calls lead into the code, and where. */
class CallsOfMode {
  count = 0;
  readonly targets = new Map<number, ArmMode>();

  constructor(private readonly isCode: (address: number) => boolean) {}

  add(target: number, mode: ArmMode): void {
    if (!this.targets.has(target)) {
      if (this.targets.size === MAX_ENTRIES || !this.isCode(target)) return;
      this.targets.set(target, mode);
    }
    this.count += 1;
  }
}

/**
 * Where 32-bit ARM code calls functions. Without symbols nothing says which code is Thumb, so all of it is read both ways: read
 * the wrong way it shows next to no calls that lead into the code.
 */
export class ArmCalls {
  private readonly ofArm: CallsOfMode;
  private readonly ofThumb: CallsOfMode;
  /** Bytes of the last instruction that lie in the next piece. */
  private begun = 0;

  /** @param isCode whether a function may begin at the address. */
  constructor(isCode: (address: number) => boolean) {
    this.ofArm = new CallsOfMode(isCode);
    this.ofThumb = new CallsOfMode(isCode);
  }

  /** What the mode calls that most of the code is in; at most 500,000. */
  get targets(): ReadonlyMap<number, ArmMode> {
    return (this.ofThumb.count > this.ofArm.count ? this.ofThumb : this.ofArm).targets;
  }

  /** Pieces come in order. @param isFirst of a range of code. @param end of the piece; an instruction may reach beyond it. */
  look(view: ByteView, end: number, address: number, isFirst: boolean): void {
    this.lookAtThumb(view, end, address, isFirst);
    this.lookAtArm(view, end, address);
  }

  /** `bl` and `blx`, which goes to ARM code, are instructions of four bytes among those of two. */
  private lookAtThumb(view: ByteView, end: number, address: number, isFirst: boolean): void {
    let at = isFirst ? address & 1 : this.begun;
    while (at < end) {
      const first = view.u16(at);
      if (first >>> 11 < 0b11101) {
        at += 2;
        continue;
      }
      const second = view.u16(at + 2);
      if (first >>> 11 === 0b11110 && second >>> 14 === 0b11) this.addThumbCall(first, second, address + at + 4);
      at += 4;
    }
    this.begun = at - end;
  }

  private addThumbCall(first: number, second: number, counter: number): void {
    const sign = (first >>> 10) & 1;
    const bit = (shift: number): number => ((second >>> shift) & 1) ^ sign ^ 1;
    const bits = (sign << 24) | (bit(13) << 23) | (bit(11) << 22) | ((first & 0x3ff) << 12) | ((second & 0x7ff) << 1);
    const distance = (bits << 7) >> 7;
    if ((second & 0x1000) !== 0) this.ofThumb.add((counter + distance) >>> 0, 'thumb');
    else if ((second & 1) === 0) this.ofThumb.add(((counter & ~3) + distance) >>> 0, 'arm');
  }

  /** `bl`, and `blx`, which goes to Thumb code and has one more bit. */
  private lookAtArm(view: ByteView, end: number, address: number): void {
    for (let at = -address & 3; at < end; at += 4) {
      const word = view.u32(at);
      const distance = (word << 8) >> 6;
      const counter = address + at + 8;
      if (word >>> 24 === 0xeb) this.ofArm.add((counter + distance) >>> 0, 'arm');
      else if (word >>> 25 === 0x7d) this.ofArm.add((counter + distance + ((word >>> 23) & 2)) >>> 0, 'thumb');
    }
  }
}
