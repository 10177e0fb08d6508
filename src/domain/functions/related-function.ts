import type { CallTarget, FunctionInfo, FunctionRelations, FunctionType, StringUse } from '#domain/document/functions';
import type { Place } from '#domain/document/place';

type Draft = { -readonly [Field in keyof FunctionInfo]: FunctionInfo[Field] };

/** What a function has to do with others, as `FunctionRelations` has it. */
export interface RelationLists {
  readonly callees: readonly CallTarget[];
  readonly callers: readonly Place[];
  /** `undefined`: not asked for. */
  readonly strings: readonly StringUse[] | undefined;
  readonly imports: readonly string[];
  /** `undefined`: nothing is left out. */
  readonly totals: FunctionRelations['totals'] | undefined;
}

/** Field by field: what is spread behind something else V8 copies by the slowest of its ways. */
export function relatedFunction(
  each: FunctionInfo,
  name: string,
  type: FunctionType,
  { callees, callers, strings, imports, totals }: RelationLists,
): FunctionInfo {
  const made: Draft = { ...each, name, type, calls_to: callees, calls_from: callers };
  if (strings !== undefined) made.strings = strings;
  made.imports = imports;
  if (totals !== undefined) made.totals = totals;
  return made;
}
