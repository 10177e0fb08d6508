import type { Scope } from './evaluate-condition';
import type { Matches } from './match-features';
import type { Feature } from './rule';
import type { SubjectFunction } from './rule-subject';
import { Tally } from './tally';

const OF_FUNCTIONS: ReadonlySet<Feature['kind']> = new Set(['api', 'string', 'regex', 'indicator']);

/** Texts of what MinGW-w64 puts into every program: it makes pages writable while it starts, which no program asked for. */
const RUNTIME_TEXT = /pseudo relocation|VirtualProtect failed with code|^Mingw-w64 runtime failure/;
const RUNTIME_IMPORT = /^(?:__imp_)?Virtual(?:Protect|Query)$/;
/** Names of libraries by which Visual C++'s knows those of Windows itself, where it keeps what it looked up in pages that it locks again. */
const LOOKING_UP = ['api-ms-', 'ext-ms-'];

/** Imports that a function uses, but for those by which a runtime of compilers prepares the program's own pages. */
export function importsOf({ imports = [], strings = [] }: SubjectFunction): readonly string[] {
  if (!imports.some((name) => RUNTIME_IMPORT.test(name)) || !isOfRuntime(strings)) return imports;
  return imports.filter((name) => !RUNTIME_IMPORT.test(name));
}

function isOfRuntime(strings: readonly string[]): boolean {
  return strings.some((text) => RUNTIME_TEXT.test(text)) || LOOKING_UP.every((text) => strings.includes(text));
}

/** Which features functions have of their own; all others are the file's. */
export function isOfFunctions(feature: Feature | undefined): boolean {
  return feature !== undefined && OF_FUNCTIONS.has(feature.kind);
}

/** Adds what a function has of the features that are asked for. @param place of the function, in the subject. */
export function tallyFunction(
  each: SubjectFunction,
  asks: (feature: number) => boolean,
  matches: Matches,
  place: number,
  tally = new Tally(),
): Tally {
  const { byImport, byString, resolved, uses } = matches;
  for (const value of importsOf(each))
    for (const { feature, key } of byImport.get(value) ?? [])
      if (asks(feature)) tally.add(feature, key, uses.ofImportIn(place, value));
  for (const [value, hits] of resolved.of(each))
    for (const { feature, key } of hits) if (asks(feature)) tally.add(feature, key, uses.ofLookUpIn(place, value));
  for (const value of each.strings ?? [])
    for (const { feature, key } of byString.get(value) ?? [])
      if (asks(feature)) tally.add(feature, key, uses.ofStringIn(place, value));
  return tally;
}

/** A function, or several, in the file. */
export function scopeOf(features: readonly Feature[], tally: Tally, file: Tally): Scope {
  return { features, tallyOf: (feature) => (isOfFunctions(features[feature]) ? tally : file) };
}
