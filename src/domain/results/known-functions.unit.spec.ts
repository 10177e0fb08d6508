import type { FunctionInfo } from '#domain/document/functions';
import { address } from '#domain/shared/address';
import { someFunctions } from '#test/builders/document';
import { knownFunctions, placeKnown, sharedFunctions } from './known-functions';

function named(name: string, place: number, digit: string): FunctionInfo {
  const identity = { exact: digit.repeat(64), shape: '0'.repeat(16) };
  return { name, address: address(place), size: 1, type: 'function', source: 'symbol', identity };
}

describe('What functions are known again by', () => {
  it('is their code, and a name where the file gives one', () => {
    const own = knownFunctions([named('fcn.00001000', 0x1000, 'f'), named('b', 0x2000, '1'), named('c', 0x3000, '1')]);
    expect([...own.keys]).toEqual([0x1111_1111_1111, 0xffff_ffff_ffff]);
    expect([...own.places]).toEqual([1, 0]);
    expect(own.names).toEqual(['b', '']);
  });

  it('tells the place of an identity, and none of one that it does not know', () => {
    const own = knownFunctions([named('a', 0x1000, '7'), named('b', 0x2000, '1'), named('c', 0x3000, '3')]);
    const places = ['1', '3', '7', '0', '2', 'f'].map((digit) => placeKnown(own, digit.repeat(64)));
    expect(places).toEqual([1, 2, 0, undefined, undefined, undefined]);
  });

  it('shows what two programs share', () => {
    const one = knownFunctions([named('a', 0x1000, '1'), named('b', 0x2000, '2'), named('c', 0x3000, '3')]);
    const other = knownFunctions([named('x', 0x1000, '0'), named('y', 0x2000, '2'), named('z', 0x3000, '3')]);
    expect(sharedFunctions(one, other)).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('leaves out functions without an identity', () => {
    const [small] = someFunctions(1);
    expect(knownFunctions([small!]).keys).toHaveLength(0);
  });
});
