import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import { PLACE_NAME_LIMIT } from '#domain/document/place';
import type { Import } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import { addressValue } from './section-query';

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
  /** Of functions and, where none begins, of imports. */
  private readonly nodeAt = new Map<Address, number>();
  private readonly stringsAt = new Map<Address, number | number[]>();
  private readonly importsOf = new Map<string, number[]>();
  private readonly calls: ListsBuilder;
  private readonly importUses: ListsBuilder;
  private readonly stringUses: ListsBuilder;

  constructor(private readonly document: Related) {
    const { functions, imports, strings } = document;
    for (const [place, { address }] of [...functions, ...imports].entries())
      if (address !== undefined && !this.nodeAt.has(address)) this.nodeAt.set(address, place);
    for (const [place, { address }] of strings.entries()) {
      const known = this.stringsAt.get(address);
      if (known === undefined) this.stringsAt.set(address, place);
      else if (typeof known === 'number') this.stringsAt.set(address, [known, place]);
      else known.push(place);
    }
    for (const [place, each] of imports.entries()) {
      const name = tameText(each.name, PLACE_NAME_LIMIT);
      const known = this.importsOf.get(name);
      if (known === undefined) this.importsOf.set(name, [place]);
      else known.push(place);
    }
    this.calls = new ListsBuilder(functions.length);
    this.importUses = new ListsBuilder(functions.length);
    this.stringUses = new ListsBuilder(functions.length);
  }

  add(functions: readonly FunctionInfo[]): void {
    for (const { address, calls_to: calls = [], imports = [], strings = [] } of functions) {
      for (const callee of calls) this.calls.put(this.nodeAt.get(callee.address));
      for (const name of imports) for (const place of this.importsMeant(name, address)) this.importUses.put(place);
      for (const use of strings) {
        const places = this.stringsAt.get(use.address);
        if (typeof places === 'object') for (const place of places) this.stringUses.put(place);
        else this.stringUses.put(places);
      }
      for (const lists of [this.calls, this.importUses, this.stringUses]) lists.endList();
    }
  }

  finish(): RelationColumns {
    const { functions, imports, strings } = this.document;
    return {
      functions: addressesOf(functions),
      imports: addressesOf(imports),
      strings: addressesOf(strings),
      calls: this.calls.finish(),
      importUses: this.importUses.finish(),
      stringUses: this.stringUses.finish(),
    };
  }

  /** Of imports of one name from several libraries, those that name the user, or do not name all. */
  private importsMeant(name: string, user: Address): readonly number[] {
    const places = this.importsOf.get(name) ?? [];
    return places.length < 2 ? places : places.filter((place) => mayUse(user, this.document.imports[place]));
  }
}

export function relationColumns(document: Related): RelationColumns {
  const builder = new RelationColumnsBuilder(document);
  builder.add(document.functions);
  return builder.finish();
}

function mayUse(
  user: Address,
  { used_by: users = [], used_by_total: total = Infinity }: Partial<Import> = {},
): boolean {
  return total > users.length || users.includes(user);
}

function addressesOf(items: readonly { readonly address?: Address }[]): BigUint64Array {
  return BigUint64Array.from(items, ({ address }) => addressValue(address));
}

class ListsBuilder {
  private readonly starts: Uint32Array;
  private readonly items: number[] = [];
  private lists = 0;

  constructor(count: number) {
    this.starts = new Uint32Array(count + 1);
  }

  put(item: number | undefined): void {
    if (item !== undefined) this.items.push(item);
  }

  endList(): void {
    this.lists += 1;
    this.starts[this.lists] = this.items.length;
  }

  finish(): NumberLists {
    return { starts: this.starts, items: Uint32Array.from(this.items) };
  }
}
