import { address } from '#domain/shared/address';
import { RELATION_LIMITS } from './bounded-lists';
import { UserLists } from './user-lists';

describe('lists of users', () => {
  it('are as long as they may be, with the true number beside', () => {
    const lists = new UserLists();
    for (let user = 0; user < 300; user += 1) lists.add('puts', address(user));
    const { used_by: users, used_by_total: total } = lists.addTo({}, 'puts');
    expect([users?.length, users?.at(-1), total]).toEqual([RELATION_LIMITS.list, '0xc7', 300]);
    expect([lists.total, lists.kept]).toEqual([200, 200]);
  });

  it('are bounded over all of them; how many use it stays known', () => {
    const lists = new UserLists(2);
    for (const used of ['a', 'b']) for (const user of [1, 2]) lists.add(used, address(user));
    expect(lists.addTo({}, 'a')).toEqual({ used_by: ['0x1', '0x2'], used_by_total: 2 });
    expect(lists.addTo({}, 'b')).toEqual({ used_by_total: 2 });
    expect([lists.total, lists.kept, lists.addTo({}, 'c')]).toEqual([4, 2, { used_by_total: 0 }]);
  });
});
