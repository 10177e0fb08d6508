import type { AddressRange } from '#domain/bytes/code-ranges';
import { compare, lastStartingBy } from '#domain/bytes/memory-map';
import { CAPS } from '#domain/document/caps';
import type { FunctionInfo } from '#domain/document/functions';
import type { Kept } from '#domain/document/kept';
import type { Address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import type { Architecture } from '#domain/shared/executable-header';
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
    'complexity_score' | 'basic_blocks' | 'edges' | 'instructions' | 'arguments' | 'locals' | 'signature' | 'identity'
  >;
}

type Draft = { -readonly [Field in keyof FunctionInfo]: FunctionInfo[Field] };

/** radare2's name of an entry point. */
const ENTRY = 'entry0';
/** radare2's name of where a jump table leads. */
const CASE = /^case\.(?:0x|default)/;

/**
 * Where radare2 (6.1.8) takes words between instructions, which these processors keep their constants in, for calls: 3,184 of the 9,585
 * functions that it sees called in Debian's libc for SH-4 begin within others.
 */
const CALLS_ASTRAY: readonly Architecture[] = ['superh', 'm68k'];

/** Whether what a call leads to may begin within the bounds that a symbol gives a function, as in what was written in assembler. */
export function callsLeadInside(architecture: Architecture): boolean {
  return !CALLS_ASTRAY.includes(architecture);
}

/**
 * Both lists as one, by address: what the file names and what radare2 finds. `byPrelude`: found by their first bytes only, which
 * is no evidence in the midst of a function whose bounds symbol or table say, nor is a jump table that radare2 has read beyond
 * its end. In the midst of a whole one there is no other.
 *
 * @param isEntered whether calls lead into the midst of functions, as `callsLeadInside` says.
 */
export function unitedFunctions(
  named: ReadonlyMap<Address, NamedFunction>,
  found: readonly FoundFunction[],
  byPrelude: ReadonlySet<Address>,
  isEntered = true,
): Kept<FunctionInfo> {
  const united = new Map<Address, FunctionInfo>();
  for (const [address, each] of named) united.set(address, describe(address, each));
  const bounds = found.length === 0 ? [] : boundsOf(named);
  for (const each of found) {
    const known = named.get(each.address);
    const isGuess = byPrelude.has(each.address);
    if (known === undefined && isNoneOfItsOwn(each, bounds, isGuess || !isEntered)) continue;
    united.set(each.address, asBothSay(each, known, isGuess));
  }
  const sorted = [...united.values()].sort((a, b) => byAddress(a.address, b.address));
  return { items: sorted.slice(0, CAPS.functions), total: sorted.length };
}

type Bounds = AddressRange & { readonly isWhole: boolean };

/** In the midst of another function, with nothing to show for it. */
function isNoneOfItsOwn({ address, name }: FoundFunction, bounds: readonly Bounds[], isDoubtful: boolean): boolean {
  const around = lastStartingBy(bounds, BigInt(address));
  if (around === undefined || BigInt(address) >= around.address + around.size) return false;
  return around.isWhole || isDoubtful || CASE.test(name);
}

/** What the file says better goes before what was found. */
function asBothSay(found: FoundFunction, known: NamedFunction | undefined, isGuess: boolean): FunctionInfo {
  const { address } = found;
  const plain = plainName(found);
  const label = known?.type === 'entry' && plain === placeName(address) ? ENTRY : plain;
  const made: Draft = {
    name: known?.name ?? label,
    address,
    size: known?.size ?? found.size,
    type: known?.type ?? (found.name.startsWith('sym.imp.') ? 'import' : 'function'),
    source: known?.source ?? (isGuess ? 'prelude' : 'call'),
  };
  addDetails(made, found.details);
  return made;
}

/** Field by field: what is spread behind something else V8 copies by the slowest of its ways. */
function addDetails(made: Draft, details: FoundFunction['details']): void {
  const { complexity_score: complexity, basic_blocks: blocks, edges, instructions } = details;
  if (complexity !== undefined) made.complexity_score = complexity;
  if (blocks !== undefined) made.basic_blocks = blocks;
  if (edges !== undefined) made.edges = edges;
  if (instructions !== undefined) made.instructions = instructions;
  if (details.arguments !== undefined) made.arguments = details.arguments;
  if (details.locals !== undefined) made.locals = details.locals;
  if (details.signature !== undefined) made.signature = details.signature;
  if (details.identity !== undefined) made.identity = details.identity;
}

function boundsOf(named: ReadonlyMap<Address, NamedFunction>): readonly Bounds[] {
  return [...named]
    .flatMap(([start, { size, isWhole = false }]) => {
      return size === undefined ? [] : [{ address: BigInt(start), size: BigInt(size), isWhole }];
    })
    .sort((a, b) => compare(a.address, b.address));
}

function describe(address: Address, { name: label, size, type, source }: NamedFunction): FunctionInfo {
  return { name: label ?? (type === 'entry' ? ENTRY : placeName(address)), address, size: size ?? 0, type, source };
}

/** radare2 says by a prefix where a name is from; `source` and `type` say that here. */
function plainName({ name: label, address }: FoundFunction): string {
  const plain = label.replace(/^sym\.(?:imp\.)?(?=.)/, '');
  return /^func\.[0-9a-f]+$/.test(plain) ? placeName(address) : plain;
}

/** As radare2 names what has no name. */
export function placeName(address: Address): string {
  return `fcn.${address.slice(2).padStart(8, '0')}`;
}
