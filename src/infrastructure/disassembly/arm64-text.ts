import type { CapstoneDecoder } from '@alexaltea/capstone-js';

import type { InstructionBytes } from '#application/ports/instruction-writer.port';

const WORD = 4;

/** Writes ARM64 with Capstone, which reads on from one instruction to the next. */
export class Arm64Text {
  private constructor(private readonly decoder: CapstoneDecoder) {}

  static async load(): Promise<Arm64Text> {
    const { default: load } = await import('@alexaltea/capstone-js');
    const capstone = await load();
    return new Arm64Text(new capstone.Capstone(capstone.ARCH_ARM64, capstone.MODE_LITTLE_ENDIAN));
  }

  write(instructions: readonly InstructionBytes[]): readonly string[] {
    const texts: string[] = [];
    while (texts.length < instructions.length) {
      const run = firstRun(instructions.slice(texts.length));
      const read = run.length === 0 ? [] : this.read(run);
      texts.push(...read);
      const next = instructions[texts.length];
      if (read.length < run.length || (run.length === 0 && next !== undefined)) texts.push(wordOf(next));
    }
    return texts;
  }

  private read(run: readonly InstructionBytes[]): readonly string[] {
    const bytes = new Uint8Array(run.length * WORD);
    for (const [index, each] of run.entries()) bytes.set(each.bytes, index * WORD);
    try {
      return this.decoder
        .disasm(bytes, run[0]?.address ?? 0n, run.length)
        .map(({ mnemonic, op_str: operands }) => `${mnemonic} ${operands}`.trimEnd());
    } catch {
      return [];
    }
  }
}

/** One behind the other, as long as they may be instructions. */
function firstRun(instructions: readonly InstructionBytes[]): readonly InstructionBytes[] {
  const start = instructions[0]?.address ?? 0n;
  const end = instructions.findIndex(
    ({ address, bytes, isBad }, index) =>
      isBad || bytes.length !== WORD || address !== start + BigInt(index) * BigInt(WORD),
  );
  return end === -1 ? instructions : instructions.slice(0, end);
}

function wordOf(instruction: InstructionBytes | undefined): string {
  const bytes = [...(instruction?.bytes ?? [])];
  if (bytes.length !== WORD) return `.byte ${bytes.map((each) => `0x${hex(each)}`).join(', ')}`;
  return `.inst 0x${bytes.reverse().map(hex).join('')}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
