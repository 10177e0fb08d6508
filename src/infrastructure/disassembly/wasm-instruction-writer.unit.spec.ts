import fc from 'fast-check';

import type { ListedArchitecture } from '#domain/listing/listed-code';
import { LISTED_ARCHITECTURES } from '#domain/listing/listed-code';
import { describeInstructionWriterContract } from '#test/contracts/instruction-writer.contract';
import { WasmInstructionWriter } from './wasm-instruction-writer';

const writer = new WasmInstructionWriter();

function write(architecture: ListedArchitecture, ...codes: readonly string[]): Promise<readonly string[]> {
  let address = 0x40_1000n;
  return writer.write(
    architecture,
    codes.map((code) => {
      const bytes = Uint8Array.from(Buffer.from(code, 'hex'));
      const own = { address, bytes, isBad: false };
      address += BigInt(bytes.length);
      return own;
    }),
  );
}

describeInstructionWriterContract('WasmInstructionWriter', () => new WasmInstructionWriter());

describe('the text of instructions', () => {
  it("is x86-64 in Intel's syntax", async () => {
    expect(await write('x86_64', 'f30f1efa', '488d3d34120000', 'e8f0ffffff', '64488b042528000000', '83f8ff')).toEqual([
      'endbr64',
      'lea rdi, [rip+0x1234]',
      'call 0x401000',
      'mov rax, fs:[0x28]',
      'cmp eax, 0xffffffff',
    ]);
  });

  it('is x86 of 32 bits', async () => {
    expect(await write('x86', '55', '89e5', 'c7042400a00408', '06')).toEqual([
      'push ebp',
      'mov ebp, esp',
      'mov dword ptr [esp], 0x804a000',
      'push es',
    ]);
  });

  it('is ARM64, past what is none', async () => {
    expect(await write('arm64', 'fd7bbfa9', '00000000', 'c0035fd6', 'ffffffff', 'ffff', 'fefbff97')).toEqual([
      'stp x29, x30, [sp, #-0x10]!',
      expect.stringMatching(/^(?:udf #0|\.inst 0x00000000)$/),
      'ret',
      '.inst 0xffffffff',
      '.byte 0xff, 0xff',
      expect.stringMatching(/^bl #0x40/),
    ]);
  });

  it('is none of bytes that are no instruction', async () => {
    expect(await write('x86_64', '06', '90')).toEqual(['(bad)', 'nop']);
  });

  it('is one printable line for each, of whatever bytes', async () => {
    const any = fc.array(fc.uint8Array({ minLength: 1, maxLength: 15 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LISTED_ARCHITECTURES), any, async (architecture, all) => {
        const texts = await write(architecture, ...all.map((bytes) => Buffer.from(bytes).toString('hex')));
        expect(texts).toHaveLength(all.length);
        for (const text of texts) expect(text).toMatch(/^[ -~]+$/);
      }),
    );
  });
});
