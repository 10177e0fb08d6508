import { address } from '#domain/shared/address';
import { functionNames } from './function-names';
import type { NamedFunction } from './named-functions';

const PLACES = { named: 0x1000n, exported: 0x2000n, ofGo: 0x3000n, unwound: 0x4000n, entry: 0x5000n, found: 0x6000n };

const NAMED = new Map([
  [address(PLACES.named), facts({ name: 'parse' })],
  [address(PLACES.exported), facts({ name: 'plugin_init', source: 'export' })],
  [address(PLACES.ofGo), facts({ name: 'main.main', source: 'unwind' })],
  [address(PLACES.unwound), facts({ source: 'unwind' })],
  [address(PLACES.entry), facts({ source: 'entry', type: 'entry' })],
]);
const LISTED = Object.values(PLACES).map((place) => ({ address: address(place), type: 'function' as const }));

describe('where the names of functions come from', () => {
  it('is counted by what has named each, whatever the disassembler calls the rest', () => {
    const names = functionNames(LISTED, NAMED, { stripped: false, exports: [{ address: address(PLACES.named) }] });
    expect(names).toEqual({ own: 1, by_export: 1, by_table: 1, none: 3 });
  });

  it('is the export where the own symbols were removed and those for the linker are left', () => {
    const names = functionNames(LISTED, NAMED, { stripped: true, exports: [{ address: address(PLACES.named) }] });
    expect(names).toEqual({ own: 0, by_export: 2, by_table: 1, none: 3 });
  });

  it('is not asked of imports and thunks, which bear names of functions elsewhere', () => {
    const others = (['import', 'thunk'] as const).map((type) => ({ address: address(PLACES.named), type }));
    const names = functionNames(others, NAMED, { stripped: false, exports: [] });
    expect(names).toEqual({ own: 0, by_export: 0, by_table: 0, none: 0 });
  });
});

function facts(some: Partial<NamedFunction>): NamedFunction {
  return { name: undefined, size: undefined, type: 'function', source: 'symbol', ...some };
}
