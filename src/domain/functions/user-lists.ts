import type { Users } from '#domain/document/users';
import type { Address } from '#domain/shared/address';
import { RELATION_LIMITS } from './bounded-lists';

interface UserList {
  readonly addresses: Address[];
  total: number;
}

type Draft = { -readonly [Field in keyof Users]: Users[Field] };

/** Who uses what: each list as long as it may be and all together within a limit; counts what is left out. */
export class UserLists {
  private readonly lists = new Map<string, UserList>();
  /** Entries that lists of full length would have, and that they have. */
  total = 0;
  kept = 0;

  constructor(private readonly most: number = RELATION_LIMITS.users) {}

  /** Each user once, in the order in which they are told. */
  add(used: string, user: Address): void {
    const list = this.lists.get(used) ?? { addresses: [], total: 0 };
    if (list.total === 0) this.lists.set(used, list);
    list.total += 1;
    if (list.total > RELATION_LIMITS.list) return;
    this.total += 1;
    if (this.kept >= this.most) return;
    this.kept += 1;
    list.addresses.push(user);
  }

  /** Tells an item who uses it; nobody, where nobody was told. */
  addTo<Item>(item: Item & Draft, used: string): Item & Users {
    const list = this.lists.get(used);
    if (list !== undefined && list.addresses.length > 0) item.used_by = list.addresses;
    item.used_by_total = list?.total ?? 0;
    return item;
  }
}
