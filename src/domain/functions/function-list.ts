import type { AddressRange } from '#domain/bytes/code-ranges';
import { compare, lastStartingBy } from '#domain/bytes/memory-map';
import { CAPS } from '#domain/document/caps';
import type { FunctionInfo } from '#domain/document/functions';
import type { Kept } from '#domain/document/kept';
import type { Address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import type { NamedFunction } from './named-functions';

/** A function as radare2 lists it. */
export interface FoundFunction {
  readonly address: Address;
  readonly name: string;
  readonly size: number;
  /** From its lowest basic block to behind its highest, whatever lies between. */
  readonly span?: { readonly start: Address; readonly end: Address };
  readonly details: Pick<
    FunctionInfo,
    'complexity_score' | 'basic_blocks' | 'edges' | 'instructions' | 'arguments' | 'locals' | 'signature'
  >;
}

/** radare2's name of where a jump table leads. */
const CASE = /^case\.(?:0x|default)/;

/**
 * Both lists as one, by address: what the file names and what radare2 finds. `byPrelude`: found by their first bytes only, which
 * is no evidence in the midst of a function whose bounds symbol or table say, nor is a jump table that radare2 has read beyond
 * its end. In the midst of a whole one there is no other.
 */
export function unitedFunctions(
  named: ReadonlyMap<Address, NamedFunction>,
  found: readonly FoundFunction[],
  byPrelude: ReadonlySet<Address>,
): Kept<FunctionInfo> {
  const united = new Map<Address, FunctionInfo>();
  for (const [address, each] of named) united.set(address, describe(address, each));
  const bounds = found.length === 0 ? [] : boundsOf(named);
  for (const each of found) {
    const around = named.has(each.address) ? undefined : lastStartingBy(bounds, BigInt(each.address));
    const isWithin = around !== undefined && BigInt(each.address) < around.address + around.size;
    if (isWithin && (around.isWhole || byPrelude.has(each.address) || CASE.test(each.name))) continue;
    const known = named.get(each.address);
    const source = known?.source ?? (byPrelude.has(each.address) ? 'prelude' : 'call');
    united.set(each.address, {
      name: known?.name ?? plainName(each),
      address: each.address,
      size: known?.size ?? each.size,
      type: known?.type ?? (each.name.startsWith('sym.imp.') ? 'import' : 'function'),
      source,
      ...each.details,
    });
  }
  const sorted = [...united.values()].sort((a, b) => byAddress(a.address, b.address));
  return { items: sorted.slice(0, CAPS.functions), total: sorted.length };
}

function boundsOf(
  named: ReadonlyMap<Address, NamedFunction>,
): readonly (AddressRange & { readonly isWhole: boolean })[] {
  return [...named]
    .flatMap(([start, { size, isWhole = false }]) => {
      return size === undefined ? [] : [{ address: BigInt(start), size: BigInt(size), isWhole }];
    })
    .sort((a, b) => compare(a.address, b.address));
}

function describe(address: Address, { name: label, size, type, source }: NamedFunction): FunctionInfo {
  return { name: label ?? (type === 'entry' ? 'entry0' : placeName(address)), address, size: size ?? 0, type, source };
}

/** radare2 says by a prefix where a name is from; `source` and `type` say that here. */
function plainName({ name: label, address }: FoundFunction): string {
  const plain = label.replace(/^sym\.(?:imp\.)?(?=.)/, '');
  return /^func\.[0-9a-f]+$/.test(plain) ? placeName(address) : plain;
}

/** As radare2 names what has no name. */
function placeName(address: Address): string {
  return `fcn.${address.slice(2).padStart(8, '0')}`;
}
