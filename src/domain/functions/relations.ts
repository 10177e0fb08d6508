import type { CallTarget, FunctionInfo, StringUse } from '#domain/document/functions';
import type { Place } from '#domain/document/place';
import type { ExtractedString } from '#domain/document/strings';
import type { Import } from '#domain/document/symbols';
import type { FunctionSites, UseSite, UseSites } from '#domain/document/use-site';
import type { Address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import { tameLines, tameText } from '#domain/shared/hostile-text';
import type { Turn } from '#domain/shared/turn';
import { BoundedLists, RELATION_LIMITS } from './bounded-lists';
import type { CallPlaces } from './call-sites';
import { CallSites } from './call-sites';
import type { FunctionExtents } from './function-extents';
import { placeName } from './function-list';
import type { ImportSlots, ImportTarget } from './import-slots';
import type { Reference } from './reference';
import type { RelationLists } from './related-function';
import { relatedFunction } from './related-function';
import { SiteLists } from './site-lists';
import { UserLists } from './user-lists';

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
  readonly imports: readonly Import[];
  readonly sites: UseSites;
  /** Entries that were found, and that are in the lists of functions. */
  readonly total: number;
  readonly kept: number;
  /** The same of the lists of users, which hold 200 each at most. */
  readonly users: { readonly total: number; readonly kept: number };
  /** Whether there were too many calls for the place of any to be told. */
  readonly lacksCallPlaces: boolean;
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
  private readonly reached = this.sites.of<ImportTarget>();
  /** Calls of functions that are short enough for a thunk. */
  private readonly shortCalls = this.sites.of<Address>();
  private readonly calls: CallSites;
  /** Numbers of imports that are called. */
  private readonly foreign = new Map<Address, number>();
  /** By index. */
  private readonly thunkNames = new Map<number, string>();
  private readonly lists = new BoundedLists();
  private readonly users = new UserLists();

  constructor(private readonly subjects: RelationSubjects) {
    this.calls = new CallSites(subjects.functions.length);
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
      this.reached.put(source, target, { address: from, kind: kind === 'data' ? 'reference' : 'call_site' });
      if (kind !== 'data' || this.subjects.readsAreCalls) this.addCall(source, target.address, from);
    } else if (kind === 'call' || kind === 'jump') {
      const index = this.indexes.get(to);
      // A jump to its own start is a loop.
      if (index === undefined || (kind === 'jump' && index === source)) return;
      this.addCall(source, to, from);
      if (this.isShort(index)) this.shortCalls.put(source, to, { address: from, kind: 'call_site' });
    } else if (this.texts.has(to)) this.uses.put(source, to, { address: from, kind: 'reference' });
  }

  /** The lists with what was added. */
  async apply(turn: Turn): Promise<Relations> {
    const thunks = this.thunks();
    this.nameThunks(thunks);
    this.reachThrough(thunks);
    await turn();
    const functions: FunctionInfo[] = [];
    for (const [index, each] of this.subjects.functions.entries()) {
      const type = thunks.has(index) && each.type === 'function' ? 'thunk' : each.type;
      functions.push(relatedFunction(each, this.thunkNames.get(index) ?? each.name, type, this.relationsOf(index)));
      if (index % PER_TURN === 0) await turn();
    }
    const strings = this.withStringUsers();
    const imports = this.withImportUsers();
    const { lists, users, calls } = this;
    const { total, kept } = lists;
    return { functions, strings, imports, sites: this.sitesOfAll(), total, kept, users, lacksCallPlaces: calls.isOver };
  }

  private addCall(source: number, to: Address, from: Address): void {
    put(this.callees, source, to);
    const target = this.indexes.get(to);
    this.calls.put(source, target ?? this.foreignNumber(to), from);
    const caller = this.subjects.functions[source]?.address;
    if (target !== undefined && caller !== undefined) put(this.callers, target, caller);
  }

  /** Of a function its index; of an import, one behind all functions. */
  private numberOf(callee: Address): number {
    return this.indexes.get(callee) ?? this.foreignNumber(callee);
  }

  private foreignNumber(callee: Address): number {
    const known = this.foreign.get(callee) ?? this.subjects.functions.length + this.foreign.size;
    this.foreign.set(callee, known);
    return known;
  }

  /** Functions that do nothing but go on to one import. */
  private thunks(): ReadonlyMap<number, ImportTarget> {
    const thunks = new Map<number, ImportTarget>();
    for (const [index, { source }] of this.subjects.functions.entries()) {
      const [target, ...more] = this.reached.keys(index);
      const says = this.uses.keys(index).length > 0 || source === 'entry';
      if (this.isShort(index) && !says && target !== undefined && more.length === 0) thunks.set(index, target);
    }
    return thunks;
  }

  /** As radare2 does, what has no name is called by the import that it goes on to. */
  private nameThunks(thunks: ReadonlyMap<number, ImportTarget>): void {
    for (const [index, { name }] of thunks) {
      const each = this.subjects.functions[index];
      if (each !== undefined && each.name === placeName(each.address)) this.thunkNames.set(index, `sub.${name}`);
    }
  }

  private isShort(index: number): boolean {
    const { instructions, basic_blocks: blocks } = this.subjects.functions[index] ?? {};
    return instructions !== undefined && instructions <= THUNK_INSTRUCTIONS && blocks === 1;
  }

  private reachThrough(thunks: ReadonlyMap<number, ImportTarget>): void {
    for (const [index, callees] of this.callees.entries()) {
      for (const callee of callees ?? []) {
        const target = thunks.get(this.indexes.get(callee) ?? -1);
        if (target !== undefined) this.reached.put(index, target, this.shortCalls.site(index, callee));
      }
    }
  }

  private relationsOf(index: number): RelationLists {
    const totals: Partial<Record<'calls_to' | 'calls_from' | 'strings' | 'imports', number>> = {};
    const places = this.calls.of(index);
    const place = (address: Address): Place => ({ address, name: this.nameOf(address) });
    const call = (address: Address): CallTarget => {
      const known = places.get(this.numberOf(address));
      return known === undefined ? place(address) : calledAt(address, this.nameOf(address), known);
    };
    const use = (address: Address): StringUse => ({ address, content: this.contentAt(address) });
    const name = (text: string): string => tameText(text, RELATION_LIMITS.name);
    const wantsStrings = this.subjects.strings !== undefined;
    const imported = new Set(this.reached.keys(index).map((target) => target.name));
    const callees = this.lists.make(totals, 'calls_to', ordered(this.callees[index]), call);
    const callers = this.lists.make(totals, 'calls_from', ordered(this.callers[index]), place);
    const strings = wantsStrings ? this.lists.make(totals, 'strings', ordered(this.uses.keys(index)), use) : undefined;
    const imports = this.lists.make(totals, 'imports', [...imported].sort(), name);
    const isCut = Object.keys(totals).length > 0;
    return { callees, callers, strings, imports, totals: isCut ? totals : undefined };
  }

  private sitesOfAll(): UseSites {
    const all = new Map<Address, FunctionSites>();
    for (const [index, { address }] of this.subjects.functions.entries()) {
      const imports = new Map<string, UseSite | undefined>();
      for (const [{ name }, site] of this.reached.sites(index)) if (!imports.has(name)) imports.set(name, site);
      const strings = this.uses.sites(index);
      if (imports.size > 0 || strings.size > 0) all.set(address, { imports, strings });
    }
    return all;
  }

  private contentAt(address: Address): string {
    return tameLines(this.texts.get(address) ?? '', RELATION_LIMITS.content);
  }

  private nameOf(address: Address): string {
    const index = this.indexes.get(address) ?? -1;
    const target = this.subjects.functions[index] ?? this.subjects.imports.byPlace.get(address);
    return tameText(this.thunkNames.get(index) ?? target?.name ?? '', RELATION_LIMITS.name);
  }

  private withStringUsers(): readonly ExtractedString[] {
    const first = new Map<Address, Place>();
    for (const [index, { address, name }] of this.subjects.functions.entries()) {
      const uses = this.uses.keys(index);
      if (uses.length === 0) continue;
      const place = { address, name: tameText(name, RELATION_LIMITS.name) };
      for (const use of uses) {
        this.users.add(use, address);
        if (!first.has(use)) first.set(use, place);
      }
    }
    return (this.subjects.strings ?? []).map((each) => {
      const context = first.get(each.address);
      return this.users.addTo(context === undefined ? { ...each } : { ...each, context }, each.address);
    });
  }

  private withImportUsers(): readonly Import[] {
    const nameOf = (address: Address, name: string): string => `${address} ${name}`;
    for (const [index, user] of this.subjects.functions.entries())
      for (const { address, name } of this.reached.keys(index)) this.users.add(nameOf(address, name), user.address);
    return this.subjects.imports.imports.map((each) =>
      each.address === undefined ? each : this.users.addTo({ ...each }, nameOf(each.address, each.name)),
    );
  }
}

function calledAt(address: Address, name: string, { at, total }: CallPlaces): CallTarget {
  return total > at.length ? { address, name, at, at_total: total } : { address, name, at };
}

function put<Item>(lists: (Set<Item> | undefined)[], index: number, item: Item): void {
  const known = lists[index];
  if (known === undefined) lists[index] = new Set([item]);
  else known.add(item);
}

function ordered(addresses: Iterable<Address> = []): readonly Address[] {
  return [...addresses].sort(byAddress);
}
