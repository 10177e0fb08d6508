import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import { STRING_TYPES } from '#domain/document/string-types';
import { CallPaths } from '#domain/findings/call-paths';
import { selfDescriptions } from '#domain/findings/self-descriptions';
import { addressValue } from '#domain/results/section-query';
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

function functionColumns(document: Ranked): RankColumns['functions'] {
  const { functions } = document;
  const categories = categoriesByName(document);
  const paths = callPaths(document);
  const names = timesNamed(functions);
  return {
    addresses: BigUint64Array.from(functions, ({ address }) => addressValue(address)),
    uses: Uint16Array.from(functions, ({ imports = [] }) =>
      imports.reduce((bits, name) => bits | categoryBits(categories.get(name) ?? 'other'), 0),
    ),
    distances: Int32Array.from(functions, (_, place) => paths.depth(place) ?? -1),
    before: Int32Array.from(functions, (_, place) => paths.callerOf(place)),
    areWaysKnown: paths.areKnown,
    complexities: Uint32Array.from(functions, ({ complexity_score: complexity = 0 }) => complexity),
    callers: Uint32Array.from(functions, callersOf),
    traits: Uint8Array.from(
      functions,
      ({ name, type }) =>
        (isMadeUpName(name) ? 0 : FUNCTION_TRAITS.named) |
        (type === 'import' || type === 'thunk' ? FUNCTION_TRAITS.stub : 0) |
        (names.get(name) === 1 ? FUNCTION_TRAITS.alone : 0),
    ),
  };
}

function callPaths({ functions, exports, metadata: { file } }: Omit<Ranked, 'imports' | 'strings'>): CallPaths {
  return CallPaths.of({
    ...{ kind: file.kind, exports },
    ...(file.entry_point !== undefined && { entry_point: file.entry_point }),
    functions: functions.map((each) => ({
      ...{ name: each.name, address: each.address, type: each.type, source: each.source },
      ...(each.calls_to !== undefined && { calls: each.calls_to.map(({ address }) => address) }),
    })),
  });
}

function stringColumns({ strings }: Ranked): RankColumns['strings'] {
  const addresses = new Set<string>();
  const isFirst = (address: string): boolean => addresses.size < addresses.add(address).size;
  return {
    types: Uint8Array.from(strings, ({ type }) => STRING_TYPES.indexOf(type)),
    traits: Uint8Array.from(
      strings,
      ({ content, address, used_by_total: users = 0 }) =>
        (TELLING_WORDS.test(content) ? STRING_TRAITS.telling : 0) |
        (users > 0 ? STRING_TRAITS.used : 0) |
        (isFirst(address) ? STRING_TRAITS.first : 0),
    ),
  };
}

function exportTraits(document: Ranked): Uint8Array {
  const names = timesNamed(document.exports);
  return Uint8Array.from(
    document.exports,
    ({ name, type }) =>
      (type === 'function' ? EXPORT_TRAITS.function : 0) | (names.get(name) === 1 ? EXPORT_TRAITS.alone : 0),
  );
}
