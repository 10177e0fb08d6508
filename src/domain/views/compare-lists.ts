import { SENSITIVITY } from '#domain/report/fact-scores';
import type { ProgramModel } from '#domain/report/program-model';
import { fullName } from '#domain/report/program-model';
import type { Sides } from './compare-functions';
import type { ShownText } from './shown-words';
import { titleOf } from './verdict-view';
import type { ViewRow, ViewTable } from './view-parts';
import { plain } from './view-parts';

const [IMPORTS_SHOWN, STRINGS_SHOWN, LIBRARIES_SHOWN] = [120, 100, 60] as const;
const TEXT_CHARACTERS = 120;
const BOTH = ['here', 'there'] as const;

type Which = (typeof BOTH)[number];

/** Lists of what only one of both has. */
export const listTables = {
  findings: (sides: Sides): readonly ViewTable[] => [
    table('findings', 'Findings of one only', ['Where', 'Severity', 'Finding'], sides, Infinity, findingsOnly),
  ],
  others: (sides: Sides): readonly ViewTable[] => [
    table('imports', 'Imports of one only', ['Where', 'Category', 'Name'], sides, IMPORTS_SHOWN, importsOnly),
    table('libraries', 'Libraries of one only', ['Where', 'Name'], sides, LIBRARIES_SHOWN, librariesOnly),
    table('strings', 'Strings of one only', ['Where', 'Address', 'Text', 'Type'], sides, STRINGS_SHOWN, stringsOnly),
  ],
};

type Rows = (own: ProgramModel, other: ProgramModel, shown: ShownText) => readonly (() => ViewRow['cells'])[];

function table(
  name: string,
  title: string,
  columns: readonly string[],
  sides: Sides,
  most: number,
  rowsOf: Rows,
): ViewTable {
  const lists = BOTH.map((which) => ({ which, rows: rowsOf(sides[which], sides[opposite(which)], sides.shown) }));
  const total = lists.reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    ...{ name, title, columns, total },
    rows: lists.flatMap(({ which, rows }) =>
      rows.slice(0, most).map((cells) => ({ cells: [plain(`only ${which}`), ...cells()] })),
    ),
    order: `${most} of each`,
    gaps: total === 0 ? [{ state: 'absent', text: 'None: both have the same.' }] : [],
  };
}

function opposite(which: Which): Which {
  return which === 'here' ? 'there' : 'here';
}

function findingsOnly(own: ProgramModel, other: ProgramModel, shown: ShownText): ReturnType<Rows> {
  const known = new Set(other.document.security_findings?.findings.map(({ id }) => id));
  return (own.document.security_findings?.findings ?? [])
    .filter(({ id }) => !known.has(id))
    .map((finding) => () => [plain(finding.severity), plain(titleOf(finding, shown))]);
}

function importsOnly(own: ProgramModel, other: ProgramModel, shown: ShownText): ReturnType<Rows> {
  const known = new Set(other.document.imports.map(fullName));
  return own.document.imports
    .filter((each) => !known.has(fullName(each)))
    .sort((one, another) => SENSITIVITY[another.category] - SENSITIVITY[one.category])
    .map((each) => () => [plain(each.category), plain(shown.of(fullName(each)))]);
}

function librariesOnly(own: ProgramModel, other: ProgramModel, shown: ShownText): ReturnType<Rows> {
  const known = new Set(other.document.libraries);
  return own.document.libraries.filter((name) => !known.has(name)).map((name) => () => [plain(shown.of(name))]);
}

function stringsOnly(own: ProgramModel, other: ProgramModel, shown: ShownText): ReturnType<Rows> {
  const known = new Set(other.document.strings.map(({ content }) => content));
  const only = own.document.strings.filter(({ content }) => {
    if (known.has(content)) return false;
    known.add(content);
    return true;
  });
  return only.map(({ address, content, type }) => () => [
    plain(address),
    plain(shown.of(content, TEXT_CHARACTERS)),
    plain(type.replaceAll('_', ' ')),
  ]);
}
