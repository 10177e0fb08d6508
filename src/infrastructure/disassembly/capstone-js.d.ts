declare module '@alexaltea/capstone-js' {
  export interface CapstoneInstruction {
    readonly mnemonic: string;
    readonly op_str: string;
  }

  export interface CapstoneDecoder {
    /** As many as there are from the first byte on. @throws string when the first bytes are none. */
    disasm(bytes: Uint8Array, address: bigint, most?: number): readonly CapstoneInstruction[];
  }

  export interface Capstone {
    readonly ARCH_ARM64: number;
    readonly MODE_LITTLE_ENDIAN: number;
    readonly Capstone: new (architecture: number, mode: number) => CapstoneDecoder;
  }

  const load: () => Promise<Capstone>;
  export default load;
}
