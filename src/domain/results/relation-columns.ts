import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import { PLACE_NAME_LIMIT } from '#domain/document/place';
import type { Import } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import { AddressColumn } from '#domain/shared/address-column';
import { tameText } from '#domain/shared/hostile-text';
import { once } from '#domain/shared/once';

/** Lists one behind another: that of `index` is from `starts[index]` to before `starts[index + 1]`. */
export interface NumberLists {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
}

/** Who calls and uses what, by places in the sections of a document. Plain data. */
export interface RelationColumns {
  readonly functions: BigUint64Array;
  /** 0: it has no address. */
  readonly imports: BigUint64Array;
  readonly strings: BigUint64Array;
  /** Of each function, in the order of their addresses: places of functions, and of imports behind them. */
  readonly calls: NumberLists;
  /** Of each function: places of imports, and of strings. */
  readonly importUses: NumberLists;
  readonly stringUses: NumberLists;
}

type Related = Pick<AnalysisDocument, 'functions' | 'imports' | 'strings'>;

/** Takes the functions of a document in their order. */
export class RelationColumnsBuilder {
  /** Each made when first asked for: of code that was not read, nothing calls or uses anything. */
  private readonly nodeAt = once(() => nodesByAddress(this.document));
  private readonly stringsAt = once(() => stringsByAddress(this.document));
  private readonly importsOf = once(() => importsByName(this.document));
  /** Of functions whose own lists are cut: what the other side tells of them, by places as `RelationColumns` has them. */
  private readonly told: Readonly<Record<CutList, ReadonlyMap<Address, readonly number[]>>>;
  private readonly calls: ListsBuilder;
  private readonly importUses: ListsBuilder;
  private readonly stringUses: ListsBuilder;

  constructor(private readonly document: Related) {
    const { functions } = document;
    this.told = toldByOthers(document);
    this.calls = new ListsBuilder(functions.length);
    this.importUses = new ListsBuilder(functions.length);
    this.stringUses = new ListsBuilder(functions.length);
  }

  add(functions: readonly FunctionInfo[]): void {
    for (const { address, calls_to: calls = [], imports = [], strings = [] } of functions) {
      const callees = calls.map((callee) => this.nodeAt().get(callee.address));
      const used = imports.flatMap((name) => this.importsMeant(name, address));
      const texts = strings.flatMap((use) => this.stringsAt().get(use.address));
      this.calls.putList(callees, this.told.calls_to.get(address));
      this.importUses.putList(used, this.told.imports.get(address));
      this.stringUses.putList(texts, this.told.strings.get(address));
    }
  }

  finish(): RelationColumns {
    const { functions, imports, strings } = this.document;
    return {
      functions: AddressColumn.of(functions),
      imports: AddressColumn.of(imports),
      strings: AddressColumn.of(strings),
      calls: this.calls.finish(),
      importUses: this.importUses.finish(),
      stringUses: this.stringUses.finish(),
    };
  }

  /** Of imports of one name from several libraries, those that name the user, or do not name all. */
  private importsMeant(name: string, user: Address): readonly number[] {
    const places = this.importsOf().get(name) ?? [];
    return places.length < 2 ? places : places.filter((place) => mayUse(user, this.document.imports[place]));
  }
}

export function relationColumns(document: Related): RelationColumns {
  const builder = new RelationColumnsBuilder(document);
  builder.add(document.functions);
  return builder.finish();
}

/** Of functions and, where none begins, of imports. */
function nodesByAddress({ functions, imports }: Related): ReadonlyMap<Address, number> {
  const places = new Map<Address, number>();
  const note = (address: Address | undefined, place: number): void => {
    if (address !== undefined && !places.has(address)) places.set(address, place);
  };
  functions.forEach(({ address }, place) => {
    note(address, place);
  });
  imports.forEach(({ address }, place) => {
    note(address, functions.length + place);
  });
  return places;
}

function stringsByAddress({ strings }: Related): ReadonlyMap<Address, number | readonly number[]> {
  const places = new Map<Address, number | number[]>();
  strings.forEach(({ address }, place) => {
    const known = places.get(address);
    if (known === undefined) places.set(address, place);
    else if (typeof known === 'number') places.set(address, [known, place]);
    else known.push(place);
  });
  return places;
}

function importsByName({ imports }: Related): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  imports.forEach((each, place) => {
    const name = tameText(each.name, PLACE_NAME_LIMIT);
    const known = places.get(name);
    if (known === undefined) places.set(name, [place]);
    else known.push(place);
  });
  return places;
}

type CutList = 'calls_to' | 'imports' | 'strings';

/** Users tell of what they use in lists of their own, what is used in others: both are cut, seldom at the same place. */
function toldByOthers({ functions, imports, strings }: Related): Readonly<Record<CutList, Map<Address, number[]>>> {
  const ofCut = (name: CutList, told: Iterable<readonly Address[]>): Map<Address, number[]> => {
    const cut = functions.filter(({ totals }) => totals?.[name] !== undefined);
    const places = new Map<Address, number[]>(cut.map(({ address }) => [address, []]));
    if (cut.length === 0) return places;
    let place = 0;
    for (const users of told) {
      for (const user of users) places.get(user)?.push(place);
      place += 1;
    }
    return places;
  };
  return {
    calls_to: ofCut(
      'calls_to',
      eachOf(functions, ({ calls_from: users = [] }) => users.map(({ address }) => address)),
    ),
    imports: ofCut(
      'imports',
      eachOf(imports, ({ used_by: users = [] }) => users),
    ),
    strings: ofCut(
      'strings',
      eachOf(strings, ({ used_by: users = [] }) => users),
    ),
  };
}

function* eachOf<Item, Made>(items: readonly Item[], make: (item: Item) => Made): Generator<Made> {
  for (const item of items) yield make(item);
}

function mayUse(
  user: Address,
  { used_by: users = [], used_by_total: total = Infinity }: Partial<Import> = {},
): boolean {
  return total > users.length || users.includes(user);
}

class ListsBuilder {
  private readonly starts: Uint32Array;
  private readonly items: number[] = [];
  private lists = 0;

  constructor(count: number) {
    this.starts = new Uint32Array(count + 1);
  }

  /** @param more of which some may be in the list already. */
  putList(list: readonly (number | undefined)[], more: readonly number[] = []): void {
    for (const item of more.length === 0 ? list : new Set([...list, ...more]))
      if (item !== undefined) this.items.push(item);
    this.lists += 1;
    this.starts[this.lists] = this.items.length;
  }

  finish(): NumberLists {
    return { starts: this.starts, items: Uint32Array.from(this.items) };
  }
}
