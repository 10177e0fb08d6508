import type { FunctionInfo } from '#domain/document/functions';
import { weight } from '#domain/report/change-facts';
import type { FunctionComparison, FunctionMatch } from '#domain/report/compare-programs';
import type { ProgramModel } from '#domain/report/program-model';
import { saysItsPlace } from '#domain/report/program-model';
import { isMadeUpName } from '#domain/shared/made-up-name';
import { more } from './function-table';
import { countText } from './quantities';
import type { ShownText, Words } from './shown-words';
import type { Cell, ViewRow, ViewTable } from './view-parts';
import { plain } from './view-parts';

const [CHANGED_SHOWN, RENAMED_SHOWN, ONLY_SHOWN] = [150, 120, 100] as const;
const DIFFERENCES_SHOWN = 6;
const IMPORTS_SHOWN = 6;
const TEXT_CHARACTERS = 60;

/** Two programs, and how their text is shown. */
export interface Sides {
  readonly here: ProgramModel;
  readonly there: ProgramModel;
  readonly shown: ShownText;
}

interface Pair {
  readonly mine: FunctionInfo;
  readonly theirs: FunctionInfo;
  readonly by: FunctionMatch['by'];
}

/** Functions that are in both, and not the same; and those that are the same by another name. */
export function changedTables(
  sides: Sides,
  { same, changed }: FunctionComparison,
): Readonly<Record<'changed' | 'renamed', ViewTable>> {
  const { shown } = sides;
  const pairs = pairsOf(sides, changed).sort((one, other) => weight(other.mine) - weight(one.mine));
  const renamed = pairsOf(sides, same).filter(({ mine, theirs }) => isRenamed(mine, theirs));
  return {
    changed: {
      ...{
        name: 'changed',
        title: 'Functions changed',
        total: pairs.length,
        gaps: none(pairs, 'No function was changed.'),
      },
      columns: ['Here', 'There', 'Known by', 'What is different'],
      rows: pairs.slice(0, CHANGED_SHOWN).map(({ mine, theirs, by }) => ({
        cells: [placeOf(mine, shown), placeOf(theirs, shown), plain(by), differencesOf(mine, theirs, shown)],
      })),
      order: 'the most complex first',
    },
    renamed: {
      ...{
        name: 'renamed',
        title: 'Functions renamed',
        total: renamed.length,
        gaps: none(renamed, 'No function bears another name.'),
      },
      columns: ['Here', 'There', 'Known by'],
      rows: renamed.slice(0, RENAMED_SHOWN).map(({ mine, theirs, by }) => ({
        cells: [placeOf(mine, shown), placeOf(theirs, shown), plain(by)],
      })),
      order: 'by their addresses',
    },
  };
}

/** Functions that only one of both has. */
export function functionTables(
  { here, there, shown }: Sides,
  { onlyHere, onlyThere }: FunctionComparison,
): readonly ViewTable[] {
  return [
    onlyTable('only-here', 'Functions only here', here, onlyHere, shown),
    onlyTable('only-there', 'Functions only there', there, onlyThere, shown),
  ];
}

function onlyTable(
  name: string,
  title: string,
  model: ProgramModel,
  places: readonly number[],
  shown: ShownText,
): ViewTable {
  const functions = places.flatMap((place) => model.document.functions[place] ?? []);
  functions.sort((one, other) => weight(other) - weight(one));
  return {
    ...{
      name,
      title,
      total: functions.length,
      gaps: none(functions, 'There is none.'),
      order: 'the most complex first',
    },
    columns: ['Function', 'Size', 'Complexity', 'Uses'],
    rows: functions.slice(0, ONLY_SHOWN).map((each): ViewRow => {
      const { size, complexity_score: complexity, imports = [] } = each;
      const names = imports.slice(0, IMPORTS_SHOWN).map((used) => ({ words: shown.of(used) }));
      return {
        cells: [
          placeOf(each, shown),
          plain(countText(size)),
          complexity === undefined ? [] : plain(countText(complexity)),
          [...names, ...more(imports.length - names.length)],
        ],
      };
    }),
  };
}

function pairsOf({ here, there }: Sides, matches: readonly FunctionMatch[]): Pair[] {
  return matches.flatMap(({ here: one, there: other, by }) => {
    const [mine, theirs] = [here.document.functions[one], there.document.functions[other]];
    return mine === undefined || theirs === undefined ? [] : [{ mine, theirs, by }];
  });
}

function isRenamed({ name }: FunctionInfo, { name: other }: FunctionInfo): boolean {
  return name !== other && !(isMadeUpName(name) && isMadeUpName(other));
}

function placeOf(each: FunctionInfo, shown: ShownText): Cell {
  return [{ words: each.address }, ...(saysItsPlace(each) ? [] : [{ words: shown.of(each.name, 72) }])];
}

function differencesOf(mine: FunctionInfo, theirs: FunctionInfo, shown: ShownText): Cell {
  const text = (content: string): Words => shown.quoted(content, TEXT_CHARACTERS);
  const name = (each: string): Words => shown.of(each);
  const all = [
    ...measured('complexity', mine.complexity_score, theirs.complexity_score),
    ...measured('instructions', mine.instructions, theirs.instructions),
    ...measured('bytes', mine.size, theirs.size),
    ...oneSided(mine.imports ?? [], theirs.imports ?? [], name),
    ...oneSided(contentsOf(mine), contentsOf(theirs), text),
  ];
  return [...all.slice(0, DIFFERENCES_SHOWN), ...more(all.length - DIFFERENCES_SHOWN)];
}

function measured(what: string, mine: number | undefined, theirs: number | undefined): Cell {
  if (mine === theirs) return [];
  return plain(`${what} ${mine ?? 'not known'} here and ${theirs ?? 'not known'} there`);
}

function oneSided(mine: readonly string[], theirs: readonly string[], show: (each: string) => Words): Cell {
  const [own, other] = [new Set(mine), new Set(theirs)];
  return [
    ...mine.filter((each) => !other.has(each)).map((each) => ({ before: 'only here', words: show(each) })),
    ...theirs.filter((each) => !own.has(each)).map((each) => ({ before: 'only there', words: show(each) })),
  ];
}

function contentsOf({ strings = [] }: FunctionInfo): readonly string[] {
  return strings.map(({ content }) => content);
}

function none(list: readonly unknown[], text: string): ViewTable['gaps'] {
  return list.length === 0 ? [{ state: 'absent', text: `None: ${text.charAt(0).toLowerCase()}${text.slice(1)}` }] : [];
}
