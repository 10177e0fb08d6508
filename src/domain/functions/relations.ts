import type { FunctionInfo, FunctionRelations, StringUse } from '#domain/document/functions';
import type { Place } from '#domain/document/place';
import type { ExtractedString } from '#domain/document/strings';
import type { Address } from '#domain/shared/address';
import { byAddress } from '#domain/shared/by-address';
import { tameLines, tameText } from '#domain/shared/hostile-text';
import type { Turn } from '#domain/shared/turn';
import { BoundedLists, RELATION_LIMITS } from './bounded-lists';
import type { FunctionExtents } from './function-extents';
import type { ImportSlots } from './import-slots';
import type { Reference } from './reference';

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
  /** Entries that were found, and that are in the lists. */
  readonly total: number;
  readonly kept: number;
}

/** Turns references between addresses into relations between functions, imports and strings. */
export class RelationIndex {
  private readonly indexes: ReadonlyMap<Address, number>;
  private readonly texts: ReadonlyMap<Address, string>;
  /** Per function: called places, callers, strings, imports. */
  private readonly callees: (Set<Address> | undefined)[] = [];
  private readonly callers: (Set<Address> | undefined)[] = [];
  private readonly uses: (Set<Address> | undefined)[] = [];
  private readonly reached: (Set<string> | undefined)[] = [];
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
      put(this.reached, source, target.name);
      if (kind !== 'data' || this.subjects.readsAreCalls) this.addCall(source, target.address);
    } else if (kind === 'call' || kind === 'jump') {
      const index = this.indexes.get(to);
      // A jump to its own start is a loop.
      if (index !== undefined && (kind === 'call' || index !== source)) this.addCall(source, to);
    } else if (this.texts.has(to)) put(this.uses, source, to);
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
    return { functions, strings: this.withContext(), total: this.lists.total, kept: this.lists.kept };
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
    for (const [index, { instructions, basic_blocks: blocks, source }] of this.subjects.functions.entries()) {
      const [name, ...more] = this.reached[index] ?? [];
      const isShort = instructions !== undefined && instructions <= THUNK_INSTRUCTIONS && blocks === 1;
      const says = this.uses[index] !== undefined || source === 'entry';
      if (isShort && !says && name !== undefined && more.length === 0) thunks.set(index, name);
    }
    return thunks;
  }

  private reachThrough(thunks: ReadonlyMap<number, string>): void {
    for (const [index, callees] of this.callees.entries()) {
      for (const callee of callees ?? []) {
        const name = thunks.get(this.indexes.get(callee) ?? -1);
        if (name !== undefined) put(this.reached, index, name);
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
      ...(wantsStrings && { strings: this.lists.make(totals, 'strings', ordered(this.uses[index]), use) }),
      imports: this.lists.make(totals, 'imports', [...(this.reached[index] ?? [])].sort(), name),
    };
    return Object.keys(totals).length === 0 ? relations : { ...relations, totals };
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
    for (const [index, uses] of this.uses.entries()) {
      const user = this.subjects.functions[index];
      if (uses === undefined || user === undefined) continue;
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
