import type { Import } from '#domain/document/symbols';
import { address } from '#domain/shared/address';
import { importSlots, relocationOfLine } from './import-slots';

const named = (name: string, at?: number): Import => ({
  name,
  category: 'other',
  ...(at !== undefined && { address: address(at) }),
});

describe('the places of imports', () => {
  it('are read from what radare2 calls relocations', () => {
    expect(relocationOfLine('0x00023f90  __libc_start_main')).toEqual({
      address: '0x23f90',
      name: '__libc_start_main',
    });
  });

  it.each(['0x00000000  dyld_stub_binder', '0x00001000 8 sym.main', 'main', '0x1  a b', ''])(
    'are not read from %j',
    (line) => {
      expect(relocationOfLine(line)).toBeUndefined();
    },
  );

  it('are the stub, and the slots that stand for it', () => {
    const { imports, byPlace } = importSlots([named('puts', 0x1030)], [{ address: address(0x3fc8), name: 'puts' }]);
    expect(imports[0]?.address).toBe('0x1030');
    expect([...byPlace]).toEqual([
      ['0x1030', { address: '0x1030', name: 'puts' }],
      ['0x3fc8', { address: '0x1030', name: 'puts' }],
    ]);
  });

  it('are the lowest slot where there is no stub, and none where there is neither', () => {
    const slots = [0x10000, 0x3fc8].map((place) => ({ address: address(place), name: 'puts' }));
    const { imports } = importSlots([named('puts'), named('gone')], slots);
    expect(imports.map((each) => each.address)).toEqual(['0x3fc8', undefined]);
  });
});
