import { address } from '#domain/shared/address';
import { CallSites } from './call-sites';

describe('places of calls', () => {
  it('are kept for every function, whatever the order and however high they lie', () => {
    const sites = new CallSites(3);
    const high = 0xffff_ffff_8100_0000n;
    for (let at = 3000; at > 0; at -= 1) sites.put(at % 2 === 0 ? 0 : 2, address(0x10), address(high + BigInt(at)));
    expect(sites.of(0).get(address(0x10))).toMatchObject({ total: 1500 });
    expect(sites.of(0).get(address(0x10))?.at.slice(0, 2)).toEqual(['0xffffffff81000002', '0xffffffff81000004']);
    expect(sites.of(1).size).toBe(0);
    sites.put(1, address(0x20), address(1));
    expect(sites.of(1).get(address(0x20))).toMatchObject({ at: ['0x1'], total: 1 });
    expect(sites.of(2).get(address(0x10))?.at[0]).toBe('0xffffffff81000001');
  });

  it('are told of none where they are too many', () => {
    const sites = new CallSites(1, 2);
    for (let at = 0; at < 5; at += 1) sites.put(0, address(0x10), address(at));
    expect([sites.isOver, sites.of(0).size]).toEqual([true, 0]);
  });
});
