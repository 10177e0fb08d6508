import type { Architecture } from '#domain/shared/executable-header';
import { signsOfPacking } from './packing-signs';

function isPacked(architecture: Architecture, entropy: number): boolean {
  const text = { name: '.text', address: 0x1000n, virtualSize: 0x10000, offset: 0x1000, size: 0x10000, entropy };
  const regions = [{ ...text, isWritable: false, isExecutable: true }];
  return signsOfPacking({ format: 'elf', architecture, regions, entry: 0x1234n, isManaged: false }) !== undefined;
}

describe('signs of packing', () => {
  // `.text` of libc.so.6 in Debian's libc6-riscv64-cross 2.36 has 7.33 bits per byte, of libc6-sh4-cross 7.25.
  it.each([
    ['x86_64', 7.33, true],
    ['riscv64', 7.33, false],
    ['superh', 7.25, false],
    ['riscv64', 7.9, true],
  ] as const)('%s code with entropy %d: %s', (architecture, entropy, expected) => {
    expect(isPacked(architecture, entropy)).toBe(expected);
  });
});
