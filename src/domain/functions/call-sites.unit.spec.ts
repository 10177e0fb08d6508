import fc from 'fast-check';

import { address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import { CallSites } from './call-sites';

const CALLEE = 7;

describe('places of calls', () => {
  it('are kept for every function, whatever the order and however high they lie', () => {
    const anywhere = fc.oneof(
      fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }),
      fc.bigInt({ min: 0xffff_ffff_8100_0000n, max: 0xffff_ffff_8100_0010n }),
      fc.bigInt({ min: 0xffff_fff0n, max: 0x1_0000_0010n }),
      fc.constantFrom(2n ** 52n - 1n, 2n ** 52n, 2n ** 53n, 2n ** 53n + 1n),
    );
    fc.assert(
      fc.property(fc.array(anywhere.map(address), { maxLength: 30 }), (places) => {
        const sites = new CallSites(3);
        for (const place of places) sites.put(1, CALLEE, place);
        sites.put(2, CALLEE, address(1));
        const expected = [...new Set(places)].sort(byAddress);
        expect(sites.of(1).get(CALLEE)?.at ?? []).toEqual(expected.slice(0, 8));
        expect(sites.of(1).get(CALLEE)?.total ?? 0).toBe(expected.length);
        expect([sites.of(0).size, sites.of(2).get(CALLEE)?.at]).toEqual([0, ['0x1']]);
      }),
    );
  });

  it('are told apart by what is called, also when some come after the first were asked for', () => {
    const sites = new CallSites(1);
    for (let at = 5000; at > 0; at -= 1) sites.put(0, at % 2, address(at));
    expect(sites.of(0).get(0)).toMatchObject({ total: 2500 });
    sites.put(0, 2, address(3));
    expect([...sites.of(0)].map(([callee, { at }]) => [callee, at[0]])).toEqual([
      [1, '0x1'],
      [0, '0x2'],
      [2, '0x3'],
    ]);
  });

  it('are told of none where they are too many', () => {
    const sites = new CallSites(1, 2);
    for (let at = 0; at < 5; at += 1) sites.put(0, CALLEE, address(at));
    expect([sites.isOver, sites.of(0).size]).toEqual([true, 0]);
  });
});
