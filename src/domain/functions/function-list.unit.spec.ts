import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import type { Architecture } from '#domain/shared/executable-header';
import type { FoundFunction } from './function-list';
import { callsLeadInside, unitedFunctions } from './function-list';
import type { NamedFunction } from './named-functions';

const at = (text: string): Address => address(BigInt(text));
const FOUND: FoundFunction = {
  address: at('0x1000'),
  name: 'sym.main',
  size: 0x30,
  details: { complexity_score: 4, basic_blocks: 6, edges: 8, instructions: 20 },
};

function found({ addr, ...facts }: { readonly addr?: string; readonly name?: string } = {}): FoundFunction {
  return { ...FOUND, ...facts, ...(addr !== undefined && { address: at(addr) }) };
}

const named = (entries: Readonly<Record<string, Partial<NamedFunction>>>): ReadonlyMap<Address, NamedFunction> =>
  new Map(
    Object.entries(entries).map(([place, facts]) => [
      at(place),
      { name: undefined, size: undefined, type: 'function', source: 'unwind', ...facts } as const,
    ]),
  );

describe('the list of functions', () => {
  it('holds what radare2 found and what the file names, by address', () => {
    const both = [found(), found({ addr: '0x900', name: 'fcn.00000900' })];
    const { items } = unitedFunctions(named({ '0x2000': { size: 64 } }), both, new Set());
    expect(items.map((each) => [each.address, each.source])).toEqual([
      ['0x900', 'call'],
      ['0x1000', 'call'],
      ['0x2000', 'unwind'],
    ]);
  });

  it('believes the file about name, size and kind, and radare2 about the code', () => {
    const facts = { name: 'main', size: 0x40, source: 'symbol', type: 'entry' } as const;
    const { items } = unitedFunctions(named({ '0x1000': facts }), [found()], new Set());
    expect(items).toEqual([
      {
        name: 'main',
        address: '0x1000',
        size: 0x40,
        type: 'entry',
        source: 'symbol',
        complexity_score: 4,
        basic_blocks: 6,
        edges: 8,
        instructions: 20,
      },
    ]);
  });

  it('leaves out what is found by its first bytes only in the midst of a function with known bounds', () => {
    const inside = [found({ addr: '0x2010' }), found({ addr: '0x2020' }), found({ addr: '0x2040' })];
    const byPrelude = new Set([at('0x2010'), at('0x2040')]);
    const { items } = unitedFunctions(named({ '0x2000': { size: 64 } }), inside, byPrelude);
    expect(items.map(({ address, source }) => [address, source])).toEqual([
      ['0x2000', 'unwind'],
      ['0x2020', 'call'],
      ['0x2040', 'prelude'],
    ]);
  });

  it('leaves out what is called in the midst of a function with known bounds where constants are taken for calls', () => {
    const inside = [found({ addr: '0x2000' }), found({ addr: '0x2020' }), found({ addr: '0x2040' })];
    const placesOn = (architecture: Architecture): readonly Address[] =>
      unitedFunctions(named({ '0x2000': { size: 64 } }), inside, new Set(), callsLeadInside(architecture)).items.map(
        (each) => each.address,
      );

    expect(placesOn('superh')).toEqual(['0x2000', '0x2040']);
    expect(placesOn('m68k')).toEqual(['0x2000', '0x2040']);
    expect(placesOn('x86_64')).toEqual(['0x2000', '0x2020', '0x2040']);
  });

  it('leaves out where a jump table seems to lead, in the midst of another function', () => {
    const cases = [
      found({ addr: '0x2010', name: 'case.0x2166d.3' }),
      found({ addr: '0x3000', name: 'case.0x2166d.4' }),
    ];
    const { items } = unitedFunctions(named({ '0x2000': { size: 64 } }), cases, new Set());
    expect(items.map(({ address }) => address)).toEqual(['0x2000', '0x3000']);
  });

  it('has nothing within the bounds of a function that is whole', () => {
    const facts = { size: 64, isWhole: true } as const;
    const inside = [found({ addr: '0x2000' }), found({ addr: '0x2020' }), found({ addr: '0x2040' })];
    const { items } = unitedFunctions(named({ '0x2000': facts }), inside, new Set());
    expect(items.map(({ address }) => address)).toEqual(['0x2000', '0x2040']);
  });

  it('names what has no name as radare2 does', () => {
    const { items } = unitedFunctions(
      named({ '0x2000': {}, '0x3000': { type: 'entry', source: 'entry' } }),
      [found({ addr: '0x4000', name: 'sym.func.00004000' }), found({ name: 'sym.imp.puts' })],
      new Set([at('0x4000')]),
    );
    expect(items.map(({ name, type, source }) => [name, type, source])).toEqual([
      ['puts', 'import', 'call'],
      ['fcn.00002000', 'function', 'unwind'],
      ['entry0', 'entry', 'entry'],
      ['fcn.00004000', 'function', 'prelude'],
    ]);
  });

  it('orders addresses as numbers', () => {
    expect(['0x10000', '0x9', '0xa0', '0x9f'].map(at).sort(byAddress)).toEqual(['0x9', '0x9f', '0xa0', '0x10000']);
  });
});
