import type { InstructionBytes, InstructionWriter } from '#application/ports/instruction-writer.port';

/** What `InstructionWriter` promises. */
export function describeInstructionWriterContract(name: string, make: () => InstructionWriter): void {
  describe(`${name} keeps the contract of InstructionWriter`, () => {
    const of = (hex: string, isBad = false): InstructionBytes => ({
      address: 0x40_1000n,
      bytes: Buffer.from(hex, 'hex'),
      isBad,
    });

    it('writes a line for each instruction, in the syntax of its processor', async () => {
      const writer = make();
      expect(await writer.write('x86_64', [of('4889e5'), of('e8fb0f0000'), of('c3')])).toEqual([
        expect.stringMatching(/^mov +rbp, ?rsp$/),
        expect.stringMatching(/^call +(?:0x)?402000h?$/),
        expect.stringMatching(/^ret$/),
      ]);
      expect(await writer.write('x86', [of('8b4508')])).toEqual([
        expect.stringMatching(/^mov +eax, ?.*\[ebp\+(?:0x)?8\]$/),
      ]);
      expect(await writer.write('arm64', [of('c0035fd6')])).toEqual([expect.stringMatching(/^ret$/)]);
    });

    it('says what is no instruction, and nothing but printable text of any bytes', async () => {
      const writer = make();
      expect(await writer.write('x86_64', [of('06', true)])).toEqual(['(bad)']);
      expect(await writer.write('arm64', [of('ffffffff', true)])).toEqual([
        expect.stringMatching(/^\.inst +0xffffffff$/),
      ]);
      for (const architecture of ['x86', 'x86_64', 'arm64'] as const) {
        const any = Array.from({ length: 64 }, (_, index) => of(Buffer.alloc(4, index * 37).toString('hex')));
        const lines = await writer.write(architecture, any);
        expect(lines).toHaveLength(any.length);
        expect(lines.filter((line) => !/^[ -~]+$/.test(line))).toEqual([]);
      }
    });

    it('writes nothing of none', async () => {
      expect(await make().write('x86_64', [])).toEqual([]);
    });
  });
}
