import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import { SENSITIVITY } from '#domain/report/fact-scores';
import type { ProgramModel } from '#domain/report/program-model';
import { saysItsPlace } from '#domain/report/program-model';
import { callersOf } from '#domain/report/rank-columns';
import type { Address } from '#domain/shared/address';
import { capOf, gapOf, missingOf } from './gaps';
import { countText } from './quantities';
import type { ShownPlaces } from './shown-places';
import type { ShownText } from './shown-words';
import type { Cell, Linked, ViewTable } from './view-parts';
import { plain } from './view-parts';

const [IMPORTS_SHOWN, CALLERS_SHOWN] = [5, 2] as const;
const NAME_CHARACTERS = 72;
const STRING_CHARACTERS = 36;

/** Functions, those that tell most: where, how large, who calls them, what they use. */
export function functionTable(
  document: AnalysisDocument,
  model: ProgramModel,
  places: ShownPlaces,
  shown: ShownText,
): ViewTable {
  const { functions, summary } = document;
  const missing = missingOf(document, 'functions') ?? missingOf(document, 'code');
  return {
    name: 'functions',
    title: 'Functions',
    columns: ['Address', 'Name', 'Size', 'Complexity', 'Callers', 'Uses'],
    rows: places.of('function').flatMap((place) => {
      const each = functions[place];
      if (each === undefined) return [];
      const anchor = places.anchor('function', place);
      return [{ ...(anchor !== undefined && { anchor }), cells: cellsOf(each, model, places, shown) }];
    }),
    total: summary.counts.functions ?? functions.length,
    order: 'those that tell most first: what they use, how complex they are, how near to the start',
    gaps: [
      ...(functions.length === 0 ? [gapOf(document, 'functions')] : missing === undefined ? [] : [missing]),
      ...capOf(document, 'functions'),
    ],
  };
}

function cellsOf(each: FunctionInfo, model: ProgramModel, places: ShownPlaces, shown: ShownText): readonly Cell[] {
  const { address, name, type, size, complexity_score: complexity, calls_from: callers = [] } = each;
  const kind: Cell = type === 'function' ? [] : plain(type);
  const total = callersOf(each);
  const named = callers.slice(0, CALLERS_SHOWN).map((caller) => functionLink(caller.address, model, places, shown));
  return [
    plain(address),
    [...(saysItsPlace(each) ? [] : [{ words: shown.of(name, NAME_CHARACTERS) }]), ...kind],
    plain(countText(size)),
    complexity === undefined ? [] : plain(countText(complexity)),
    complexity === undefined ? [] : [...named, ...more(total - named.length)],
    usesOf(each, model, shown),
  ];
}

/** Imports, the most telling first, and the longest text. */
function usesOf({ imports = [], strings = [], totals }: FunctionInfo, model: ProgramModel, shown: ShownText): Cell {
  const sensitivity = (name: string): number => SENSITIVITY[model.categoryOf(name)];
  const telling = [...imports].sort((one, other) => sensitivity(other) - sensitivity(one)).slice(0, IMPORTS_SHOWN);
  const longest = strings.reduce((most, { content }) => (content.length > most.length ? content : most), '');
  return [
    ...telling.map((name): Linked => ({ words: shown.of(name, NAME_CHARACTERS) })),
    ...more((totals?.imports ?? imports.length) - telling.length),
    ...(longest === '' ? [] : [{ words: shown.quoted(longest, STRING_CHARACTERS) }]),
  ];
}

/** A function by its name, or by its address where the name says no more. */
export function functionLink(address: Address, model: ProgramModel, places: ShownPlaces, shown: ShownText): Linked {
  const each = model.function(address);
  const to = places.functionAt(address);
  const words = each === undefined || saysItsPlace(each) ? address : shown.of(each.name, 40);
  return { words, ...(to !== undefined && { to }) };
}

/** Users of an import or a string. */
export function usersCell(
  users: readonly Address[] = [],
  total: number | undefined,
  most: number,
  model: ProgramModel,
  places: ShownPlaces,
  shown: ShownText,
): Cell {
  if (total === undefined) return plain('not known');
  const named = users.slice(0, most).map((user) => functionLink(user, model, places, shown));
  return total === 0 ? plain('no known user') : [...named, ...more(total - named.length)];
}

export function more(count: number): Cell {
  return count > 0 ? plain(`+${countText(count)}`) : [];
}
