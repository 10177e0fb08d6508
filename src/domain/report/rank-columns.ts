import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import { STRING_TYPES } from '#domain/document/string-types';
import { CallPaths } from '#domain/findings/call-paths';
import { selfDescriptions } from '#domain/findings/self-descriptions';
import { AddressColumn } from '#domain/shared/address-column';
import { isMadeUpName } from '#domain/shared/made-up-name';
import { categoryBits } from './category-bits';
import { TELLING_WORDS } from './fact-scores';

/** Counts up with every change of what the columns say: stored ones of another version are worked out anew. */
export const RANKS_VERSION = 1;

/** Of a function: it has a name of the file's, is only a way to another, and nothing else bears its name. */
export const FUNCTION_TRAITS = { named: 1, stub: 2, alone: 4 } as const;
/** Of a string: it has telling words, is used, and is the first at its address. */
export const STRING_TRAITS = { telling: 1, used: 2, first: 4 } as const;
/** Of an export: it is a function, and nothing else bears its name. */
export const EXPORT_TRAITS = { function: 1, alone: 2 } as const;

/** What the items of the longest lists are ranked and named by, column by column: a fraction of them. Plain data. */
export interface RankColumns {
  readonly functions: {
    readonly addresses: BigUint64Array;
    /** Which categories of imports each uses: bit n for the n-th of `IMPORT_CATEGORIES`. */
    readonly uses: Uint16Array;
    /** Calls from where the program starts; -1 where no chain of them is known. */
    readonly distances: Int32Array;
    /** What each is reached from by the shortest chain, as `CallPaths.callerOf` says it. */
    readonly before: Int32Array;
    /** Whether it is known where the program starts, and what calls what from there. */
    readonly areWaysKnown: boolean;
    /** 0 where it is not known. */
    readonly complexities: Uint32Array;
    readonly callers: Uint32Array;
    readonly traits: Uint8Array;
  };
  readonly strings: {
    /** Places in `STRING_TYPES`. */
    readonly types: Uint8Array;
    readonly traits: Uint8Array;
  };
  readonly exports: { readonly traits: Uint8Array };
  /** Places of strings; see `selfDescriptions`. */
  readonly selfDescriptions: Uint32Array;
}

const OTHER_BITS = categoryBits('other');

type Ranked = Pick<AnalysisDocument, 'functions' | 'strings' | 'imports' | 'exports' | 'metadata'>;

export function rankColumns(document: Ranked): RankColumns {
  return {
    functions: functionColumns(document),
    strings: stringColumns(document),
    exports: { traits: exportTraits(document) },
    selfDescriptions: Uint32Array.from(selfDescriptions(document.strings)),
  };
}

/** How many callers are known. */
export function callersOf({ calls_from: callers = [], totals }: FunctionInfo): number {
  return totals?.calls_from ?? callers.length;
}

/** What an import of each name is for. */
export function categoriesByName({ imports }: Pick<Ranked, 'imports'>): ReadonlyMap<string, ImportCategory> {
  return new Map(imports.map(({ name, category }) => [name, category]));
}

/** How many bear each name. */
export function timesNamed(items: readonly { readonly name: string }[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { name } of items) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}

/** In plain loops: typed arrays that are made of what is mapped cost several times as much. */
function functionColumns(document: Ranked): RankColumns['functions'] {
  const { functions } = document;
  const { length } = functions;
  const paths = callPaths(document);
  const [uses, complexities, callers] = [new Uint16Array(length), new Uint32Array(length), new Uint32Array(length)];
  const [distances, before, traits] = [new Int32Array(length), new Int32Array(length), new Uint8Array(length)];
  const bits = categoryBitsByName(document);
  functions.forEach((each, place) => {
    uses[place] = usesOf(each, bits);
    complexities[place] = each.complexity_score ?? 0;
    callers[place] = callersOf(each);
    distances[place] = paths.depth(place) ?? -1;
    before[place] = paths.callerOf(place);
    traits[place] = traitsOf(each);
  });
  addToAlone(functions, traits, FUNCTION_TRAITS.alone);
  const addresses = AddressColumn.of(functions);
  return { addresses, uses, distances, before, areWaysKnown: paths.areKnown, complexities, callers, traits };
}

/** Of imports, by what each name is for. */
function categoryBitsByName(document: Pick<Ranked, 'imports'>): ReadonlyMap<string, number> {
  return new Map([...categoriesByName(document)].map(([name, category]) => [name, categoryBits(category)]));
}

function usesOf({ imports }: FunctionInfo, bits: ReadonlyMap<string, number>): number {
  let uses = 0;
  if (imports !== undefined) for (const name of imports) uses |= bits.get(name) ?? OTHER_BITS;
  return uses;
}

function traitsOf({ name, type }: FunctionInfo): number {
  const named = isMadeUpName(name) ? 0 : FUNCTION_TRAITS.named;
  return named | (type === 'import' || type === 'thunk' ? FUNCTION_TRAITS.stub : 0);
}

/** Adds the trait to what is the only one of its name. */
function addToAlone(items: readonly { readonly name: string }[], traits: Uint8Array, alone: number): void {
  const firsts = new Map<string, number>();
  items.forEach(({ name }, place) => {
    const first = firsts.get(name);
    if (first === undefined) {
      firsts.set(name, place);
      traits[place] = (traits[place] ?? 0) | alone;
    } else {
      traits[first] = (traits[first] ?? 0) & ~alone;
    }
  });
}

function callPaths({ functions, exports, metadata: { file } }: Omit<Ranked, 'imports' | 'strings'>): CallPaths {
  return CallPaths.of({
    ...{ kind: file.kind, exports },
    ...(file.entry_point !== undefined && { entry_point: file.entry_point }),
    functions: functions.map(({ name, address, type, source, calls_to: calls }) =>
      calls === undefined
        ? { name, address, type, source }
        : { name, address, type, source, calls: calls.map((callee) => callee.address) },
    ),
  });
}

function stringColumns({ strings }: Ranked): RankColumns['strings'] {
  const [types, traits] = [new Uint8Array(strings.length), new Uint8Array(strings.length)];
  const addresses = new Set<string>();
  strings.forEach(({ content, type, address, used_by_total: users = 0 }, place) => {
    const isFirst = addresses.size < addresses.add(address).size;
    types[place] = STRING_TYPES.indexOf(type);
    traits[place] =
      (TELLING_WORDS.test(content) ? STRING_TRAITS.telling : 0) |
      (users > 0 ? STRING_TRAITS.used : 0) |
      (isFirst ? STRING_TRAITS.first : 0);
  });
  return { types, traits };
}

function exportTraits(document: Ranked): Uint8Array {
  const traits = Uint8Array.from(document.exports, ({ type }) => (type === 'function' ? EXPORT_TRAITS.function : 0));
  addToAlone(document.exports, traits, EXPORT_TRAITS.alone);
  return traits;
}
