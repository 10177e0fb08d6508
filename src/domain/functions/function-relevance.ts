import type { FunctionInfo } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import type { Import } from '#domain/document/symbols';

const TELLING: ReadonlySet<ImportCategory> = new Set(['network', 'process', 'registry', 'crypto', 'memory']);
const MAIN = /^(?:_?main|_?[wW]*[wW]inMain|DllMain|start|_start|entry\d+)$/;
/** Fewer say nothing that the document does not say already; more take seconds each. */
const INSTRUCTIONS = { least: 4, most: 2000 };

/**
 * The functions whose code tells most: where the program begins, then those that reach most of the imports that matter, then
 * the most complex. Equal ones by address.
 */
export function mostRelevant(
  functions: readonly FunctionInfo[],
  imports: readonly Import[],
  most: number,
): readonly FunctionInfo[] {
  const telling = new Set(imports.filter(({ category }) => TELLING.has(category)).map(({ name }) => name));
  return functions
    .filter(({ type, instructions = 0 }) => type !== 'import' && type !== 'thunk' && isReadable(instructions))
    .map((each) => ({ each, rank: rankOf(each, telling) }))
    .sort((a, b) => b.rank - a.rank || (b.each.complexity_score ?? 0) - (a.each.complexity_score ?? 0))
    .slice(0, most)
    .map(({ each }) => each);
}

function isReadable(instructions: number): boolean {
  return instructions >= INSTRUCTIONS.least && instructions <= INSTRUCTIONS.most;
}

function rankOf({ name, type, imports = [] }: FunctionInfo, telling: ReadonlySet<string>): number {
  return type === 'entry' || MAIN.test(name) ? Infinity : imports.filter((each) => telling.has(each)).length;
}
