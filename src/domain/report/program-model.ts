import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import type { ExtractedString } from '#domain/document/strings';
import type { Import } from '#domain/document/symbols';
import { CallPaths } from '#domain/findings/call-paths';
import type { Address } from '#domain/shared/address';
import { isMadeUpName } from '#domain/shared/made-up-name';
import { once } from '#domain/shared/once';
import { CallGraph } from './call-graph';
import { categoryBits } from './category-bits';
import { PlaceIndex } from './place-index';

/** A document with what its lists say of one another, found by address and by name. */
export class ProgramModel {
  /** Places in `document.functions`, by address. */
  readonly functionAt: ReadonlyMap<Address, number>;
  /** Which categories of imports each function uses: bit n for the n-th of `IMPORT_CATEGORIES`. */
  readonly usesOf: Uint16Array;
  /** From where the program starts. */
  readonly paths: CallPaths;
  readonly functions: PlaceIndex<FunctionInfo>;
  readonly imports: PlaceIndex<Import>;
  readonly exports: PlaceIndex<AnalysisDocument['exports'][number]>;
  readonly strings: PlaceIndex<ExtractedString>;
  readonly sections: PlaceIndex<AnalysisDocument['sections'][number]>;
  /** How many imports bear each name, with its library where that is known: `connect`, `WS2_32.connect`. */
  readonly importsNamed: () => ReadonlyMap<string, number>;
  readonly calls: () => CallGraph;
  private readonly categories: () => ReadonlyMap<string, ImportCategory>;

  constructor(readonly document: AnalysisDocument) {
    const { functions, imports, strings, exports, metadata } = document;
    this.functionAt = new Map(functions.map(({ address }, place) => [address, place]));
    this.categories = once(() => new Map(imports.map(({ name, category }) => [name, category])));
    this.usesOf = Uint16Array.from(functions, ({ imports: names = [] }) =>
      names.reduce((bits, name) => bits | this.bitsOf(name), 0),
    );
    const { kind, entry_point: entry } = metadata.file;
    this.paths = CallPaths.of({
      kind,
      exports,
      ...(entry !== undefined && { entry_point: entry }),
      functions: functions.map((each) => ({
        ...{ name: each.name, address: each.address, type: each.type, source: each.source },
        ...(each.calls_to !== undefined && { calls: each.calls_to.map(({ address }) => address) }),
      })),
    });
    this.calls = once(() => new CallGraph(functions, this.functionAt));
    this.importsNamed = once(() => timesNamed(imports));
    this.functions = new PlaceIndex(functions, ({ name }) => name);
    this.imports = new PlaceIndex(imports, ({ name }) => name);
    this.exports = new PlaceIndex(exports, ({ name }) => name);
    this.strings = new PlaceIndex(strings, ({ content }) => content);
    this.sections = new PlaceIndex(document.sections, ({ name }) => name);
  }

  function(address: Address): FunctionInfo | undefined {
    return this.document.functions[this.functionAt.get(address) ?? -1];
  }

  import(address: Address): Import | undefined {
    return this.document.imports[this.imports.at(address)[0] ?? -1];
  }

  string(address: Address): ExtractedString | undefined {
    return this.document.strings[this.strings.at(address)[0] ?? -1];
  }

  /** Of an import of that name. */
  categoryOf(name: string): ImportCategory {
    return this.categories().get(name) ?? 'other';
  }

  /** Calls from where the program starts; `undefined` where no chain of them is known. */
  distance(place: number): number | undefined {
    return this.paths.depth(place);
  }

  private bitsOf(name: string): number {
    return categoryBits(this.categoryOf(name));
  }
}

/** How many callers are known. */
export function callersOf({ calls_from: callers = [], totals }: FunctionInfo): number {
  return totals?.calls_from ?? callers.length;
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

function timesNamed(imports: readonly Import[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const each of imports) times.set(fullName(each), (times.get(fullName(each)) ?? 0) + 1);
  return times;
}
