import { address } from '#domain/shared/address';
import { SiteLists } from './site-lists';

const call = (at: number): { address: ReturnType<typeof address>; kind: 'call_site' } => ({
  address: address(at),
  kind: 'call_site',
});

describe('sites', () => {
  it('are bounded over all lists together; what is used stays known', () => {
    const lists = new SiteLists(2);
    const [names, numbers] = [lists.of<string>(), lists.of<number>()];
    names.put(0, 'a', call(1));
    names.put(0, 'a', call(9));
    numbers.put(0, 7, call(2));
    names.put(0, 'b', call(3));
    names.put(1, 'a', call(4));
    names.put(1, 'a', call(5));
    expect(names.sites(0)).toEqual(
      new Map([
        ['a', call(1)],
        ['b', undefined],
      ]),
    );
    expect([names.keys(1), names.site(1, 'a')]).toEqual([['a'], undefined]);
    expect(numbers.site(0, 7)).toEqual(call(2));
  });
});
