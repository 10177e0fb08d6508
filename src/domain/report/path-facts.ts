import type { Address } from '#domain/shared/address';
import type { Fact } from './fact';
import { findPaths, pathsFromUncalled } from './find-paths';
import { functionName } from './function-facts';
import { importsMeant, namesOf, usersOfImports } from './import-users';
import type { ProgramModel } from './program-model';
import type { FactPlace } from './resolve-fact';
import { factsNamed, notOfKind, resolve } from './resolve-fact';
import type { SampleText } from './sample-text';

export const MOST_PATHS = 10;
/** Of functions in a line. */
const LINE_FUNCTIONS = 12;
const LINE_CHARACTERS = 400;

/** Which chains of calls are asked for. */
export interface PathsWanted {
  /** A function; without it, where the program starts. */
  readonly from?: string;
  /** A function, or an import. */
  readonly to: string;
  /** 1-10. */
  readonly maxPaths: number;
  /** Long paths in as many lines as it takes, not cut in the midst. */
  readonly isWhole: boolean;
}

export interface PathsAnswer {
  readonly facts: readonly Fact[];
  readonly notes: readonly string[];
}

interface Target {
  /** The last function of a path, or who uses the import. */
  readonly ends: readonly number[];
  /** The function itself, which stands behind each end. */
  readonly place?: number;
  /** As a line names it. */
  readonly name: string;
  /** Where a call to it may lead: itself, and what jumps there. */
  readonly addresses: ReadonlySet<Address>;
  /** How those are called that reach it. */
  readonly callers: 'use' | 'call';
}

/** Shortest chains of calls. @throws DomainError `INVALID_OPTION`, `NOT_FOUND` where one end is not known. */
export function pathFacts(model: ProgramModel, sample: SampleText, wanted: PathsWanted): PathsAnswer {
  const target = targetOf(model, sample, wanted.to);
  const starts = wanted.from === undefined ? startsOf(model) : [startOf(model, wanted.from)];
  const sought = {
    ends: target.ends,
    most: wanted.maxPaths,
    ...(target.place !== undefined && { avoid: target.place }),
  };
  const isThere = target.place !== undefined && starts.includes(target.place);
  const { paths, reachedEnds } = findPaths(model.calls(), { ...sought, starts });
  const isKnown = isThere || paths.length > 0;
  const others = isKnown || wanted.from !== undefined ? [] : pathsFromUncalled(model.calls(), sought).paths;
  const lines = [
    ...(isThere ? [`${target.name}, where it starts`] : []),
    ...[...paths, ...others].flatMap((path) => pathLines(path, target, model, sample, wanted.isWhole)),
  ];
  const notes = isKnown
    ? foundNotes(paths.length, reachedEnds, target)
    : whyNone(model, target, starts.length > 0, wanted.from !== undefined, others.length);
  return { facts: lines.map(factOf), notes };
}

function factOf(text: string, index: number): Fact {
  return { ref: `path:${index + 1}`, kind: 'path', text, origin: 'sample', isAddressed: true };
}

/** Functions that nothing needs to call. */
function startsOf(model: ProgramModel): readonly number[] {
  return model.document.functions.flatMap((_, place) => (model.distance(place) === 0 ? [place] : []));
}

function startOf(model: ProgramModel, reference: string): number {
  const found = resolve(model, reference, 'from').find(({ kind }) => kind === 'function');
  if (found === undefined) throw notOfKind('from', 'must name a function');
  return found.index;
}

function targetOf(model: ProgramModel, sample: SampleText, reference: string): Target {
  const { functions, imports } = model.document;
  const found = meantBy(model, reference);
  const place = found.find(({ kind }) => kind === 'function')?.index;
  const each = functions[place ?? -1];
  const meant = found.flatMap(({ kind, index }) => (kind === 'import_use' ? [index] : []));
  // A stub bears the name of its import, and lies where that is called.
  const own = each?.type === 'import' ? imports.findIndex(({ name }) => name === each.name) : -1;
  const places = own === -1 ? meant : [own];
  if (places.length > 0 && (each === undefined || each.type === 'import')) return importTarget(model, sample, places);
  if (place === undefined || each === undefined) throw notOfKind('to', 'must name a function or an import');
  return {
    ends: [...new Set(model.calls().callers(place))].filter((caller) => caller !== place),
    place,
    name: functionName(each.address, model, sample),
    addresses: new Set([each.address]),
    callers: 'call',
  };
}

/** A function or an import; an import also by its name without what compilers add to it. */
function meantBy(model: ProgramModel, reference: string): readonly FactPlace[] {
  const isExact = factsNamed(model, reference).some(({ kind }) => kind === 'function' || kind === 'import_use');
  const near = isExact ? [] : importsMeant(model, reference);
  return near.length > 0 ? near.map((index) => ({ kind: 'import_use', index })) : resolve(model, reference, 'to');
}

function importTarget(model: ProgramModel, sample: SampleText, places: readonly number[]): Target {
  const { functions, imports } = model.document;
  const names = namesOf(imports, places);
  const marks = usersOfImports(model, places);
  const stubs = functions.filter(
    ({ type, name, imports: used = [] }) =>
      (type === 'import' && names.has(name)) || (type === 'thunk' && used.some((each) => names.has(each))),
  );
  return {
    ends: functions.flatMap((_, place) => (marks[place] === 1 ? [place] : [])),
    name: sample.name(imports[places[0] ?? -1]?.name ?? ''),
    addresses: new Set([
      ...places.flatMap((place) => imports[place]?.address ?? []),
      ...stubs.map(({ address }) => address),
    ]),
    callers: 'use',
  };
}

/** `main > a > connect at 0x401000`: cut in the midst where it is long, or in as many lines as it takes. */
function pathLines(
  path: readonly number[],
  target: Target,
  model: ProgramModel,
  sample: SampleText,
  isWhole: boolean,
): readonly string[] {
  const { functions } = model.document;
  const names = path.map((place) => functionName(functions[place]?.address ?? ('' as Address), model, sample));
  const last = functions[path.at(-1) ?? -1];
  const call = last?.calls_to?.find(({ address }) => target.addresses.has(address))?.at?.[0];
  const end = `${target.name}${call === undefined ? '' : ` at ${call}`}`;
  if (!isWhole) return [cutLine(names, end)];
  const lines = inLines([...names, end]);
  return lines.map((line, index) => (lines.length === 1 ? line : `(${index + 1}/${lines.length}) ${line}`));
}

function cutLine(names: readonly string[], end: string): string {
  for (let kept = Math.min(names.length, LINE_FUNCTIONS); ; kept -= 1) {
    const tail = kept >> 1;
    const middle = kept < names.length ? [`… ${names.length - kept} more …`] : [];
    const line = [...names.slice(0, kept - tail), ...middle, ...names.slice(names.length - tail), end].join(' > ');
    if (line.length <= LINE_CHARACTERS || kept <= 2) return line;
  }
}

function inLines(names: readonly string[]): readonly string[] {
  const lines: string[][] = [];
  let length = Infinity;
  for (const name of names) {
    const current = lines.at(-1);
    length += name.length;
    if (current === undefined || length > LINE_CHARACTERS || current.length === LINE_FUNCTIONS) {
      lines.push([name]);
      length = name.length;
    } else current.push(name);
  }
  return lines.map((line, index) => `${index === 0 ? '' : '> '}${line.join(' > ')}`);
}

function foundNotes(shown: number, reached: number, { ends, callers }: Target): readonly string[] {
  if (shown === 0 || (reached <= shown && reached === ends.length)) return [];
  return [`Of ${ends.length} functions that ${callers} it, calls are known to lead to ${reached}.`];
}

function whyNone(
  { document }: ProgramModel,
  { ends, callers }: Target,
  isStarted: boolean,
  isFrom: boolean,
  others: number,
): readonly string[] {
  if (!document.functions.some(({ calls_to: calls }) => calls !== undefined))
    return ['No path is known: which functions call which was not analysed.'];
  const pointers = 'calls through pointers, such as tables and callbacks, are not known.';
  if (ends.length === 0) return [`No path is known: no listed function is known to ${callers} it; ${pointers}`];
  const many = ends.length === 1 ? '1 function is' : `${ends.length} functions are`;
  const where = isFrom
    ? 'from there'
    : isStarted
      ? 'from where the program starts'
      : 'since where it starts is not known';
  const instead = others === 0 ? '' : ' The paths here begin where no caller is known.';
  return [`No path is known ${where}: ${many} known to ${callers} it; ${pointers}${instead}`];
}
