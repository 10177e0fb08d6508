import type * as Iced from 'iced-x86';

import type { InstructionBytes } from '#application/ports/instruction-writer.port';

const BAD = '(bad)';
const SIZES = { x86: 32, x86_64: 64 } as const;

/** Writes x86 and x86-64 with iced. */
export class X86Text {
  private readonly formatter: Iced.Formatter;
  private readonly instruction: Iced.Instruction;

  private constructor(private readonly iced: typeof Iced) {
    this.formatter = new iced.Formatter(iced.FormatterSyntax.Intel);
    this.instruction = new iced.Instruction();
    Object.assign(this.formatter, {
      hexPrefix: '0x',
      hexSuffix: '',
      uppercaseHex: false,
      smallHexNumbersInDecimal: false,
      spaceAfterOperandSeparator: true,
      ripRelativeAddresses: true,
      branchLeadingZeros: false,
      showBranchSize: false,
    });
  }

  static async load(): Promise<X86Text> {
    return new X86Text(await import('iced-x86'));
  }

  write(architecture: keyof typeof SIZES, instructions: readonly InstructionBytes[]): readonly string[] {
    const all = new Uint8Array(instructions.reduce((sum, { bytes }) => sum + bytes.length, 0));
    let filled = 0;
    for (const { bytes } of instructions) {
      all.set(bytes, filled);
      filled += bytes.length;
    }
    const decoder = new this.iced.Decoder(SIZES[architecture], all, this.iced.DecoderOptions.None);
    try {
      let at = 0;
      return instructions.map((each) => {
        const text = each.isBad ? BAD : this.textAt(decoder, at, each);
        at += each.bytes.length;
        return text;
      });
    } finally {
      decoder.free();
    }
  }

  private textAt(decoder: Iced.Decoder, at: number, { address, bytes }: InstructionBytes): string {
    decoder.position = at;
    decoder.ip = address;
    decoder.decodeOut(this.instruction);
    return this.instruction.length === bytes.length ? this.formatter.format(this.instruction) : BAD;
  }
}
