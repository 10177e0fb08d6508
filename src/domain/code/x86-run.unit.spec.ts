import { NOWHERE } from './instruction-run';
import { X86Run } from './x86-run';

describe('X86Run', () => {
  // mov eax, [ebx + 0x200], of 64 bits mov eax, [rbx + 0x200].
  it.each([
    [32, 0x1200],
    [64, NOWHERE],
  ] as const)(
    'of %i bits: whether a member far from a register counts from the global offset table',
    (bits, reference) => {
      const code = Buffer.from('8b8300020000', 'hex');
      const run = new X86Run(code, { bits, address: 0, isFixed: false, globalOffsetTable: 0x1000, holds: () => true });
      run.begin(true);
      run.step(0);
      expect(run.reference).toBe(reference);
    },
  );
});
