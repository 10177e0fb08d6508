import type { FunctionInfo } from '#domain/document/functions';
import { isMadeUpName } from '#domain/shared/made-up-name';
import type { ProgramModel } from './program-model';
import { ShapeIndex } from './shape-index';

/** How a function of one build was found again in the other. */
export type MatchedBy = 'identity' | 'name' | 'measures' | 'shape';

/** A function of this program and the one of the other that it is taken for; places in their lists. */
export interface FunctionMatch {
  readonly here: number;
  readonly there: number;
  readonly by: MatchedBy;
}

/** Which functions two programs share; places in their lists. */
export interface FunctionComparison {
  readonly same: readonly FunctionMatch[];
  readonly changed: readonly FunctionMatch[];
  readonly onlyHere: readonly number[];
  readonly onlyThere: readonly number[];
}

/**
 * Functions of two programs, matched by what their code is, then by a name of the file's, those of a few instructions by their measures,
 * then by likeness of their shapes. Where
 * several have the same code they are matched in the order of their addresses. Imports and thunks are left out.
 */
export function compareFunctions(here: ProgramModel, there: ProgramModel): FunctionComparison {
  const open = [openPlaces(here), openPlaces(there)] as const;
  const same = [...matchBy(here, there, open, ({ identity }) => identity?.exact, 'identity')];
  const named = [...matchBy(here, there, open, ownName, 'name')];
  const measured = [...matchBy(here, there, open, measuresOf, 'measures')];
  const alike = [...matchAlike(here, there, open)];
  const isSame = ({ here: one, there: other }: FunctionMatch): boolean =>
    isUnchanged(here.document.functions[one], there.document.functions[other]);
  return {
    same: [...same, ...measured, ...named.filter(isSame)],
    changed: [...named.filter((each) => !isSame(each)), ...alike],
    onlyHere: [...open[0]],
    onlyThere: [...open[1]],
  };
}

type Open = readonly [here: Set<number>, there: Set<number>];

function openPlaces({ document: { functions } }: ProgramModel): Set<number> {
  return new Set(functions.flatMap(({ type }, place) => (type === 'import' || type === 'thunk' ? [] : [place])));
}

/** Takes what it matches out of `open`. */
function* matchBy(
  here: ProgramModel,
  there: ProgramModel,
  open: Open,
  keyOf: (each: FunctionInfo) => string | undefined,
  by: MatchedBy,
): Generator<FunctionMatch> {
  const waiting = new Map<string, number[]>();
  for (const place of open[1]) {
    const key = keyAt(there, place, keyOf);
    if (key === undefined) continue;
    const known = waiting.get(key);
    if (known === undefined) waiting.set(key, [place]);
    else known.push(place);
  }
  for (const places of waiting.values()) places.reverse();
  for (const place of [...open[0]]) {
    const key = keyAt(here, place, keyOf);
    const other = key === undefined ? undefined : waiting.get(key)?.pop();
    if (other === undefined) continue;
    open[0].delete(place);
    open[1].delete(other);
    yield { here: place, there: other, by };
  }
}

function keyAt(
  { document: { functions } }: ProgramModel,
  place: number,
  keyOf: (each: FunctionInfo) => string | undefined,
): string | undefined {
  const each = functions[place];
  return each && keyOf(each);
}

function ownName({ name }: FunctionInfo): string | undefined {
  return isMadeUpName(name) ? undefined : name;
}

/** Of what is too small for an identity and has no name: all that is known of it. */
function measuresOf({
  identity,
  name,
  size,
  instructions,
  imports = [],
  strings = [],
}: FunctionInfo): string | undefined {
  if (identity !== undefined || instructions === undefined || !isMadeUpName(name)) return undefined;
  return JSON.stringify([size, instructions, imports, strings.map(({ content }) => content)]);
}

function* matchAlike(here: ProgramModel, there: ProgramModel, open: Open): Generator<FunctionMatch> {
  const shapeOf = (model: ProgramModel, place: number): string | undefined =>
    model.document.functions[place]?.identity?.shape;
  const index = new ShapeIndex([...open[1]].map((place) => [place, shapeOf(there, place)] as const));
  for (const place of [...open[0]]) {
    const shape = shapeOf(here, place);
    const other = shape === undefined ? undefined : index.takeNearest(shape);
    if (other === undefined) continue;
    open[0].delete(place);
    open[1].delete(other);
    yield { here: place, there: other, by: 'shape' };
  }
}

/** Without identities, what can be counted is all that is known. */
function isUnchanged(one: FunctionInfo | undefined, other: FunctionInfo | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one.identity !== undefined && other.identity !== undefined) return one.identity.exact === other.identity.exact;
  return one.size === other.size && one.complexity_score === other.complexity_score;
}
