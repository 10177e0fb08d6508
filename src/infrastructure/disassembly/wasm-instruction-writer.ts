import { Injectable } from '@nestjs/common';

import type { InstructionBytes } from '#application/ports/instruction-writer.port';
import { InstructionWriter } from '#application/ports/instruction-writer.port';
import type { ListedArchitecture } from '#domain/listing/listed-code';
import { Arm64Text } from './arm64-text';
import { X86Text } from './x86-text';

/** Disassemblers in WebAssembly, each loaded with the first code that it is needed for. */
@Injectable()
export class WasmInstructionWriter extends InstructionWriter {
  private x86: Promise<X86Text> | undefined;
  private arm64: Promise<Arm64Text> | undefined;

  async write(architecture: ListedArchitecture, instructions: readonly InstructionBytes[]): Promise<readonly string[]> {
    if (architecture === 'arm64') return (await (this.arm64 ??= Arm64Text.load())).write(instructions);
    return (await (this.x86 ??= X86Text.load())).write(architecture, instructions);
  }
}
