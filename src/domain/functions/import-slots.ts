import type { ImportSlot } from '#domain/anatomy/executable-tables';
import type { Import } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import { parseAddress } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';

const NAMED = /^(0x[0-9a-f]{1,16}) {2}(\S+)$/;
/** Of what has no place. */
const NOWHERE = '0x0';

/** A line of `irq`; `undefined` for what is none, or names no place. */
export function relocationOfLine(line: string): ImportSlot | undefined {
  const [, start = '', name] = NAMED.exec(line) ?? [];
  const address = parseAddress(start);
  return address === undefined || address === NOWHERE || name === undefined ? undefined : { address, name };
}

/** An import by its own place; one object each. */
export interface ImportTarget {
  readonly address: Address;
  readonly name: string;
}

/** The imports with an address each, where the file has one, and all places that stand for them. */
export interface ImportSlots {
  /** In the order in which they were given; those without a stub have the address of their lowest slot. */
  readonly imports: readonly Import[];
  readonly byPlace: ReadonlyMap<Address, ImportTarget>;
}

/** Programs that bind all at start have no stubs: they call through the slots that relocations name. */
export function importSlots(imports: readonly Import[], given: readonly ImportSlot[]): ImportSlots {
  const slots = new Map<string, Address[]>();
  for (const { name, address } of given) {
    const known = slots.get(name);
    if (known === undefined) slots.set(name, [address]);
    else known.push(address);
  }
  const byPlace = new Map<Address, ImportTarget>();
  const placed = imports.map((each) => {
    const own = (slots.get(each.name) ?? []).sort(byAddress);
    const address = each.address ?? own[0];
    if (address === undefined) return each;
    const target = { address, name: each.name };
    for (const place of [address, ...own]) if (!byPlace.has(place)) byPlace.set(place, target);
    return { ...each, address };
  });
  return { imports: placed, byPlace };
}
