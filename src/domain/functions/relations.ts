import type { FunctionInfo, FunctionRelations, StringUse } from '#domain/document/functions';
import type { Place } from '#domain/document/place';
import type { ExtractedString } from '#domain/document/strings';
import type { FunctionSites, UseSites } from '#domain/document/use-site';
import type { Address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import { tameLines, tameText } from '#domain/shared/hostile-text';
import type { Turn } from '#domain/shared/turn';
import { BoundedLists, RELATION_LIMITS } from './bounded-lists';
import type { FunctionExtents } from './function-extents';
import type { ImportSlots } from './import-slots';
import type { Reference } from './reference';
import { SiteLists } from './site-lists';

const PER_TURN = 500;
/** `endbr64; jmp [slot]`. */
const THUNK_INSTRUCTIONS = 2;

export interface RelationSubjects {
  /** By ascending address. */
  readonly functions: readonly FunctionInfo[];
  readonly extents: FunctionExtents;
  readonly imports: ImportSlots;
  /** `undefined`: not asked for. */
  readonly strings: readonly ExtractedString[] | undefined;
  /** In the import table of a PE file an address is read to be called. */
  readonly readsAreCalls: boolean;
}

export interface Relations {
  readonly functions: readonly FunctionInfo[];
  readonly strings: readonly ExtractedString[];
  readonly sites: UseSites;
  /** Entries that were found, and that are in the lists. */
  readonly total: number;
  readonly kept: number;
}

/** Turns references between addresses into relations between functions, imports and strings. */
export class RelationIndex {
  private readonly indexes: ReadonlyMap<Address, number>;
  private readonly texts: ReadonlyMap<Address, string>;
  /** Per function: called places, callers, and what it uses where. */
  private readonly callees: (Set<Address> | undefined)[] = [];
  private readonly callers: (Set<Address> | undefined)[] = [];
  private readonly sites = new SiteLists();
  private readonly uses = this.sites.of<Address>();
  private readonly reached = this.sites.of<string>();
  /** Calls of functions that are short enough for a thunk. */
  private readonly shortCalls = this.sites.of<Address>();
  private readonly lists = new BoundedLists();

  constructor(private readonly subjects: RelationSubjects) {
    this.indexes = new Map(subjects.functions.map(({ address }, index) => [address, index]));
    this.texts = new Map((subjects.strings ?? []).map(({ address, content }) => [address, content]));
  }

  /** In any order; repeats count once. */
  add({ from, to, kind }: Reference): void {
    const source = this.subjects.extents.at(from);
    // The stub of an import reads its slot: that is what the import is, not what it does.
    if (source === undefined || this.subjects.functions[source]?.type === 'import') return;
    const target = this.subjects.imports.byPlace.get(to);
    if (target !== undefined) {
      this.reached.put(source, target.name, { address: from, kind: kind === 'data' ? 'reference' : 'call_site' });
      if (kind !== 'data' || this.subjects.readsAreCalls) this.addCall(source, target.address);
    } else if (kind === 'call' || kind === 'jump') {
      const index = this.indexes.get(to);
      // A jump to its own start is a loop.
      if (index === undefined || (kind === 'jump' && index === source)) return;
      this.addCall(source, to);
      if (this.isShort(index)) this.shortCalls.put(source, to, { address: from, kind: 'call_site' });
    } else if (this.texts.has(to)) this.uses.put(source, to, { address: from, kind: 'reference' });
  }

  /** The lists with what was added. */
  async apply(turn: Turn): Promise<Relations> {
    const thunks = this.thunks();
    this.reachThrough(thunks);
    await turn();
    const functions: FunctionInfo[] = [];
    for (const [index, each] of this.subjects.functions.entries()) {
      const type = thunks.has(index) && each.type === 'function' ? 'thunk' : each.type;
      functions.push({ ...each, type, ...this.relationsOf(index) });
      if (index % PER_TURN === 0) await turn();
    }
    const { total, kept } = this.lists;
    return { functions, strings: this.withContext(), sites: this.sitesOfAll(), total, kept };
  }

  private addCall(source: number, to: Address): void {
    put(this.callees, source, to);
    const target = this.indexes.get(to);
    const caller = this.subjects.functions[source]?.address;
    if (target !== undefined && caller !== undefined) put(this.callers, target, caller);
  }

  /** Functions that do nothing but go on to one import. */
  private thunks(): ReadonlyMap<number, string> {
    const thunks = new Map<number, string>();
    for (const [index, { source }] of this.subjects.functions.entries()) {
      const [name, ...more] = this.reached.keys(index);
      const says = this.uses.keys(index).length > 0 || source === 'entry';
      if (this.isShort(index) && !says && name !== undefined && more.length === 0) thunks.set(index, name);
    }
    return thunks;
  }

  private isShort(index: number): boolean {
    const { instructions, basic_blocks: blocks } = this.subjects.functions[index] ?? {};
    return instructions !== undefined && instructions <= THUNK_INSTRUCTIONS && blocks === 1;
  }

  private reachThrough(thunks: ReadonlyMap<number, string>): void {
    for (const [index, callees] of this.callees.entries()) {
      for (const callee of callees ?? []) {
        const name = thunks.get(this.indexes.get(callee) ?? -1);
        if (name !== undefined) this.reached.put(index, name, this.shortCalls.site(index, callee));
      }
    }
  }

  private relationsOf(index: number): FunctionRelations {
    const totals: Partial<Record<'calls_to' | 'calls_from' | 'strings' | 'imports', number>> = {};
    const place = (address: Address): Place => ({ address, name: this.nameOf(address) });
    const use = (address: Address): StringUse => ({ address, content: this.contentAt(address) });
    const name = (text: string): string => tameText(text, RELATION_LIMITS.name);
    const wantsStrings = this.subjects.strings !== undefined;
    const relations = {
      calls_to: this.lists.make(totals, 'calls_to', ordered(this.callees[index]), place),
      calls_from: this.lists.make(totals, 'calls_from', ordered(this.callers[index]), place),
      ...(wantsStrings && { strings: this.lists.make(totals, 'strings', ordered(this.uses.keys(index)), use) }),
      imports: this.lists.make(totals, 'imports', [...this.reached.keys(index)].sort(), name),
    };
    return Object.keys(totals).length === 0 ? relations : { ...relations, totals };
  }

  private sitesOfAll(): UseSites {
    const all = new Map<Address, FunctionSites>();
    for (const [index, { address }] of this.subjects.functions.entries()) {
      const imports = this.reached.sites(index);
      const strings = this.uses.sites(index);
      if (imports.size > 0 || strings.size > 0) all.set(address, { imports, strings });
    }
    return all;
  }

  private contentAt(address: Address): string {
    return tameLines(this.texts.get(address) ?? '', RELATION_LIMITS.content);
  }

  private nameOf(address: Address): string {
    const target =
      this.subjects.functions[this.indexes.get(address) ?? -1] ?? this.subjects.imports.byPlace.get(address);
    return tameText(target?.name ?? '', RELATION_LIMITS.name);
  }

  private withContext(): readonly ExtractedString[] {
    const users = new Map<Address, Place>();
    for (const [index, user] of this.subjects.functions.entries()) {
      const uses = this.uses.keys(index);
      if (uses.length === 0) continue;
      const place = { address: user.address, name: tameText(user.name, RELATION_LIMITS.name) };
      for (const use of uses) if (!users.has(use)) users.set(use, place);
    }
    return (this.subjects.strings ?? []).map((each) => {
      const context = users.get(each.address);
      return context === undefined ? each : { ...each, context };
    });
  }
}

function put<Item>(lists: (Set<Item> | undefined)[], index: number, item: Item): void {
  const known = lists[index];
  if (known === undefined) lists[index] = new Set([item]);
  else known.add(item);
}

function ordered(addresses: Iterable<Address> = []): readonly Address[] {
  return [...addresses].sort(byAddress);
}
