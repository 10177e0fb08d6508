import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import type { ExtractedString } from '#domain/document/strings';
import type { Import } from '#domain/document/symbols';
import { pathBack, UNREACHED } from '#domain/findings/call-paths';
import type { Address } from '#domain/shared/address';
import { address as asAddress } from '#domain/shared/address';
import { isMadeUpName } from '#domain/shared/made-up-name';
import { once } from '#domain/shared/once';
import { CallGraph } from './call-graph';
import { categoryBits } from './category-bits';
import { PlaceIndex } from './place-index';
import { categoriesByName } from './rank-columns';
import type { ResultLists } from './result-lists';
import { listsOf } from './result-lists';

/**
 * A document with what its lists say of one another, found by address and by name. What is asked of `lists` alone does not touch the
 * longest lists of the document, which may have to be read first.
 */
export class ProgramModel {
  readonly functions: PlaceIndex<FunctionInfo>;
  readonly imports: PlaceIndex<Import>;
  readonly exports: PlaceIndex<AnalysisDocument['exports'][number]>;
  readonly strings: PlaceIndex<ExtractedString>;
  readonly sections: PlaceIndex<AnalysisDocument['sections'][number]>;
  /** How many imports bear each name, with its library where that is known: `connect`, `WS2_32.connect`. */
  readonly importsNamed: () => ReadonlyMap<string, number>;
  readonly calls: () => CallGraph;
  private readonly places: () => ReadonlyMap<Address, number>;
  private readonly categories: () => ReadonlyMap<string, ImportCategory>;

  constructor(
    readonly document: AnalysisDocument,
    readonly lists: ResultLists = listsOf(document),
  ) {
    this.places = once(() => placesOf(lists.ranks().functions.addresses));
    this.categories = once(() => categoriesByName(document));
    this.calls = once(() => new CallGraph(document.functions, this.functionAt));
    this.importsNamed = once(() => timesNamed(document.imports));
    this.functions = new PlaceIndex(
      () => document.functions,
      ({ name }) => name,
    );
    this.imports = new PlaceIndex(
      () => document.imports,
      ({ name }) => name,
    );
    this.exports = new PlaceIndex(
      () => document.exports,
      ({ name }) => name,
    );
    this.strings = new PlaceIndex(
      () => document.strings,
      ({ content }) => content,
    );
    this.sections = new PlaceIndex(
      () => document.sections,
      ({ name }) => name,
    );
  }

  /** Places in `document.functions`, by address. */
  get functionAt(): ReadonlyMap<Address, number> {
    return this.places();
  }

  /** Which categories of imports each function uses: bit n for the n-th of `IMPORT_CATEGORIES`. */
  get usesOf(): Uint16Array {
    return this.lists.ranks().functions.uses;
  }

  function(address: Address): FunctionInfo | undefined {
    return this.lists.functionAt(this.functionAt.get(address) ?? -1);
  }

  import(address: Address): Import | undefined {
    return this.document.imports[this.imports.at(address)[0] ?? -1];
  }

  string(address: Address): ExtractedString | undefined {
    return this.document.strings[this.strings.at(address)[0] ?? -1];
  }

  /** Why it is not known what functions call and use; `undefined` where it is. */
  whyCodeIsUnread(): string | undefined {
    return this.document.not_analysed.find(({ section }) => section === 'code')?.reason;
  }

  /** Of an import of that name. */
  categoryOf(name: string): ImportCategory {
    return this.categories().get(name) ?? 'other';
  }

  /** Whether it is known where the program starts, and what calls what from there. */
  get areWaysKnown(): boolean {
    return this.lists.ranks().functions.areWaysKnown;
  }

  /** The shortest chain of names from where the program starts; of a long one the end, which is nearest to the function. */
  wayTo(place: number): readonly string[] | undefined {
    const { before } = this.lists.ranks().functions;
    return pathBack(
      place,
      (each) => before[each] ?? UNREACHED,
      (each) => this.lists.functionAt(each)?.name ?? '',
    );
  }

  /** Calls from where the program starts; `undefined` where no chain of them is known. */
  distance(place: number): number | undefined {
    const distance = this.lists.ranks().functions.distances[place] ?? -1;
    return distance === -1 ? undefined : distance;
  }
}

/** The name tells where it begins: the address need not be said beside it. */
export function saysItsPlace({ name, address }: Pick<FunctionInfo, 'name' | 'address'>): boolean {
  return isMadeUpName(name) && BigInt(`0x${name.slice(4)}`) === BigInt(address);
}

/** Categories whose imports a function uses, the most telling first. */
export function categoriesIn(bits: number): readonly ImportCategory[] {
  return IMPORT_CATEGORIES.filter((category) => (bits & categoryBits(category)) !== 0);
}

/** `LIBRARY.name`, the library without its extension; the name alone where no library is known. */
export function fullName({ name, library }: Pick<Import, 'name' | 'library'>): string {
  return library === undefined ? name : `${library.replace(/\.(?:dll|dylib)$/i, '')}.${name}`;
}

function placesOf(addresses: BigUint64Array): ReadonlyMap<Address, number> {
  const places = new Map<Address, number>();
  for (const [place, each] of addresses.entries()) places.set(asAddress(each), place);
  return places;
}

function timesNamed(imports: readonly Import[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const each of imports) times.set(fullName(each), (times.get(fullName(each)) ?? 0) + 1);
  return times;
}
